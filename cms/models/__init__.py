from cms.models.user import User

__all__ = ["User"]
