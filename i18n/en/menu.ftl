### The menu, and words that every screen shares.
###
### One word for one thing, here and in all files of this language:
### call: one phone call; list: numbers that are called with one task, one after the other;
### task: what is said in a call, as it was written down; voicemail: a machine answered;
### key: on the phone of the person called (in the chat it is a button);
### plan: what is paid for a period, with its minutes; balance: money for calls beyond a plan;
### scheduled: to be called at a time; do-not-call list: numbers that asked not to be called;
### call-back number: where people reach the business; operator: who runs this bot;
### phone network: who connects the calls.

menu-title = What would you like to do?
menu-first-call = 📞 Make your first call
menu-call = 📞 Call a number
menu-list = 📋 Call a list
menu-tasks = 📝 My tasks
menu-scheduled = 🗓 Scheduled
menu-scheduled-count = 🗓 Scheduled ({ $count })
menu-inbox = 📥 Answers
menu-calls = 🗂 Call history
menu-account = 👤 Account
menu-help = ❔ Help
menu-language = 🌐 Language
button-menu = ☰ Menu
button-back = ‹ Back
button-cancel = ✕ Cancel
button-newer = ‹ Newer
button-older = Older ›
button-chosen = • { $label }
button-plain = { $label }
button-passed = That button is no longer in use. Here is where we are.
use-the-buttons = Please use one of the buttons.
cancelled = Cancelled.
fault = Something went wrong on our side. Nothing was lost: open /menu and try again.
dialogue-set-aside = The bot was updated while you were in the middle of something. Please start again from the menu.
only-private = I only work in a private chat. Tap my name and then Start.
terms-builtin =
    • Call only people who gave you their number for this purpose, at lawful hours.
    • Never ask anyone for passwords, codes, card or bank details.
    • Never pretend to be someone else.
    • Whoever asks not to be called is not called again.
    • Calls cost what the summary shows. We keep records of calls, as the law asks.
command-menu = Main menu
command-cancel = Leave what you are doing
command-language = Change the language
command-support = Contact support
command-paysupport = Help with payments
command-privacy = What data is kept
command-terms = The rules
command-start = Start
