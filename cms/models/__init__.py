from cms.models.news import NewsIndexPage, NewsPage
from cms.models.pages import HomePage, StandardPage
from cms.models.sign_up import SignUp
from cms.models.site_settings import FooterLink, SiteSettings
from cms.models.user import User

__all__ = [
    "FooterLink",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "SignUp",
    "SiteSettings",
    "StandardPage",
    "User",
]
