"""Dialogue: from frames to a conversation that asks for what is missing, acts, and survives whatever goes wrong."""

from onoma.chat.dialogue.actions import Actions
from onoma.chat.dialogue.ask_again import AskAgain
from onoma.chat.dialogue.conversations import Answer, BotUnderstander, Chat
from onoma.chat.dialogue.policy import Policy
from onoma.chat.dialogue.policy_settings import PolicySettings
from onoma.chat.dialogue.sessions import Sessions
from onoma.chat.dialogue.state import State, Task

__all__ = [
    "Actions",
    "Answer",
    "AskAgain",
    "BotUnderstander",
    "Chat",
    "Policy",
    "PolicySettings",
    "Sessions",
    "State",
    "Task",
]
