"""What the site changes in the Wagtail admin, and puts into its own shell. This file only wires."""

from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel

from cms.forms.users import AccountNameForm
from cms.templatetags.site import shell_stamp
from cms.views.user_menu import user_menu

NameEmailSettingsPanel.form_class = AccountNameForm  # there is no setting for it

hooks.register("vidare_slot_user_menu", user_menu)
hooks.register("vidare_shell_stamp", shell_stamp)
