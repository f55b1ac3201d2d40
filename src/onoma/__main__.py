"""`python -m onoma` is the command `onoma`."""

from onoma.cli import main

if __name__ == "__main__":
    main()
