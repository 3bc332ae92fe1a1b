"""What the site changes in the Wagtail admin. This file only wires."""

from wagtail.admin.views.account import NameEmailSettingsPanel

from cms.forms.users import AccountNameForm

NameEmailSettingsPanel.form_class = AccountNameForm  # there is no setting for it
