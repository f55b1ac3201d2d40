"""The joint BiLSTM-CRF, in Keras."""
