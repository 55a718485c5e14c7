from .person import Person
from .role import Role

__all__ = ["Person", "Role"]
