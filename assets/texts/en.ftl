### Every text of Lifeline, in English: the model for all other languages.
### Words: invitation, helper, the person you help, screen, stop sharing, take back control, password, email, someone, in force,
### history (what happened), record, whoever manages this computer, let in (of people and routers), in the same network.
### Short sentences, present tense, no jargon. An error has three parts: what happened, why most likely, what to do now.

# The language’s own name, as the list of languages shows it.
language-name = English

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what }: { $about }
window-title = Lifeline
practice-window-title = Lifeline: practice
back-home = Back to the start
close-window = Close this window

## Lengths of time

day-and-time =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    } { $year }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
duration-days-hours = { $days ->
    [one] { $days } day { $hours } h
   *[other] { $days } days { $hours } h
}

## The first screen

home-title = What would you like to do?
home-ask = Ask for help
home-ask-explained = Someone you trust sees your screen, and only after you say yes.
home-help = Help someone
home-help-explained = Open the invitation that they sent you.
home-in-force = { $count ->
    [0] Invitations in force
   *[other] Invitations in force ({ $count })
}
home-settings = Settings
home-history = What happened
home-guide = How it works
home-practise = Practise
home-about = About Lifeline and its limits

## How it works, in short

guide-title = How it works
guide-ask = When you need help
guide-ask-how = Choose “{ home-ask }” and send your helper the invitation that is made. Then call them and tell them the password.
guide-help = When you help someone
guide-help-how = Choose “{ home-help }” and open the invitation that they sent you. They tell you the password, and let you see their screen.
guide-see = What they can see
guide-see-how = Nothing before you say yes. Then everything on your screen, until you stop: close your email, your bank and your photos first. They cannot click or type unless you say yes to a second question.
guide-stop = How you stop it
guide-stop-how = While you share, a bar at the top of your screen says what your helper can do. “{ bar-stop }” ends it at once. “{ bar-take-back }” leaves them only the view; where the bar says so, the Esc key does the same.
guide-stop-keys = Without a mouse, press Ctrl+Alt+Space where the bar says so: the keyboard goes to the bar, and Esc takes it back. While your helper controls, press Esc first.
guide-fraud = If someone called you
guide-fraud-how = No bank, no company and no police force calls to see your screen. If someone who called you asks for this, say no here, and end the call.
guide-practise = Try it first
guide-practise-how = The practice shows both sides on this computer. Nobody else takes part, and your own screen is not shown.
practice-open = The practice is open in a window of its own.
greyed-busy = This waits until what you did last is done.
greyed-reading = The rules of this computer are still being read.
greyed-empty = First fill in what stands above it.
greyed-answer = You can answer once the question has been there for a moment.
greyed-allow = You can allow it once the question has been there for a moment and you have answered all that it asks.
greyed-saving = A picture is being saved: say where first, or close that.

## About

about-title = About Lifeline
about-version = Version { $version }
about-purpose = Lifeline lets someone you trust see your screen and, if you allow it, use your mouse and keyboard. It needs no account, and no company stands between you.
about-limits = What it does not do
about-limit-asked = Nobody sees anything before you say yes on this computer. You are asked about every helper, every time.
about-limit-absent = Nobody can connect while you are away from your computer, hide your own screen from you, or block your own mouse and keyboard.
about-limit-reach = Your helper’s computer must be able to reach yours. If it cannot, your helper is told so.
about-limit-fraud = No bank and no company calls to see your screen. If someone who called you asks for this, end the call.

## Asking for help

ask-title = Ask for help
ask-explained = You make an invitation and send it to someone you trust. Then you tell them the password by phone.
ask-life = How long is the invitation valid?
ask-screen = What do they see?
ask-screen-all = All screens
ask-screen-one = Screen { $number }: { $name } ({ $width } × { $height })
ask-limits = Limits
ask-view-only = Only let them look: they can never use my mouse and keyboard
ask-older-windows = My helper uses an older Windows
ask-older-windows-explained = Older Windows protects the connection only weakly: someone on the way could read what you share. Leave this off unless your helper needs it.
ask-life-fixed = Whoever manages this computer does not allow longer.
ask-port-what = Nobody could reach you at port { $port }: it cannot be opened.
ask-no-port-what = Nobody could reach you: no port can be opened.
ask-port-remedy = Choose another port, or none: then a free one is taken.
ask-store-what = The invitation could not be kept, so none was made.
ask-store-remedy = Make room on the disk, or look at that folder, then ask again.
ask-keys-what = No invitation could be made.
ask-keys-why = The keys for it could not be made.
ask-keys-remedy = Try again.
new-address-what = This computer has a new address.
new-address-why = It changed networks, or slept.
new-address-remedy = Your helper may not reach you with the invitation they have. If so, send a new one.
ask-own-setting = You have turned this off in the settings.
ask-make = Make the invitation

making-title = Making the invitation
making-explained = Keys that only this invitation uses are being made. This takes a few seconds; { $seconds } s so far.

## An invitation

invitation-title = Your invitation
invitation-waiting = Waiting for your helper · valid until { $until } · { $left } left
invitation-connected = Your helper is here. You will be asked in a moment.
invitation-failed-tries = { $count ->
    [one] Someone gave a wrong password once. After five wrong passwords this invitation closes.
   *[other] Someone gave a wrong password { $count } times. After five wrong passwords this invitation closes.
}
invitation-send = 1. Send the invitation
invitation-save = Save invitation…
invitation-mail = Email invitation
invitation-copy = Copy as text
invitation-webmail = I read email in the browser
invitation-working = Working…
invitation-mailed = Your email program has the invitation. Check the email and send it.
invitation-copied = Copied. Paste it into a message to your helper.
invitation-saved = Saved: { $path }
invitation-save-path = Save the invitation as
invitation-save-here = Save here
invitation-save-close = Close
invitation-file-name = Invitation.msrcIncident
invitation-tell = 2. Tell them the password
invitation-password = Password to tell your helper
invitation-tell-explained = Tell them the password by phone; never in the same email.
invitation-spell = Spell it
invitation-spell-hide = Hide the spelling
invitation-weak = This invitation also lets in an older Windows, with weaker protection.
invitation-stuck = Only if your helper cannot reach this computer:
router-mapped = Your helper can reach you from anywhere: the router lets them in at { $address }.
router-none = This computer is not connected to the internet. Only someone in the same network can reach you.
router-not-needed = This computer has a public address; the router need not be asked.
router-public-network = Your system calls this network public, so the router was not asked to let anyone in.
router-silent = The router does not let helpers in by itself. Someone in the same network can reach you; others only if the router is set up to let them in.
router-second = The router is itself behind another one (it has { $address } outside), so nobody on the internet can reach you. Someone in the same network can.
router-taken = The router already uses this way in for something else. Someone in the same network can reach you; for others, make a new invitation.
router-refused = The router refused to let helpers in (error { $code }). Someone in the same network can reach you; others only if the router is set up to let them in.
router-failed = The router could not be asked to let helpers in ({ $why }). Someone in the same network can reach you.
invitation-examine = Can my helper reach me?
invitation-examining = Looking at this computer, its firewall and the router…
invitation-connect = Connect to my helper…
invitation-reply-explained = If your helper cannot reach you, they can send you a reply. Paste it here: your computer then connects to theirs, and you are asked as always.
invitation-reply = Your helper’s reply
invitation-reply-use = Connect to my helper
invitation-dialling = Connecting to your helper’s computer…
invitation-cancel = Cancel invitation

reply-none-what = This is not a reply from your helper.
reply-none-why = Something else may have been copied; a reply begins with LIFELINE-REPLY.
reply-none-remedy = Copy the whole reply that your helper sent you, and paste it again.
reply-damaged-what = The reply is damaged.
reply-damaged-why = A part of it may be missing, or a letter may be wrong.
reply-damaged-remedy = Copy the whole reply once more, or ask your helper to send it again.
reply-newer-what = The reply cannot be read.
reply-newer-why = Your helper uses a newer Lifeline.
reply-newer-remedy = Use the newest Lifeline on both computers.
reply-foreign-what = This reply does not belong to an invitation that is in force here.
reply-foreign-why = Your helper may have opened an older invitation, or another one.
reply-foreign-remedy = Send your helper this invitation, and ask them for a new reply.
reply-forged-what = The reply was not used.
reply-forged-why = Whoever made it does not know the password of your invitation, or a letter was changed on the way.
reply-forged-remedy = Do not go on. Call your helper, and ask whether they sent it.
reply-expired-what = The reply has expired.
reply-expired-why = Your helper’s computer waits for a limited time only.
reply-expired-remedy = Ask your helper for a new reply, and use it at once.
reply-forbidden-what = The reply was not used.
reply-forbidden-why = Whoever manages this computer lets only helpers of the same network help you, and this one is elsewhere.
reply-forbidden-remedy = Ask them.
reply-unreachable-what = Your helper’s computer could not be reached.
reply-unreachable-why = Lifeline may be closed there, or their network lets nobody in either.
reply-unreachable-remedy = Ask your helper whether Lifeline is still waiting, and for a new reply. If both your networks let nobody in, one of your routers must be set up to let the other in.
reply-somebody-what = Your helper was not found.
reply-somebody-why = Another computer answered where the reply says, or your helper’s Lifeline has stopped waiting.
reply-somebody-remedy = Ask your helper for a new reply.

router-here-none = This computer is not connected to the internet. Only someone in the same network can come to you.
router-here-public-network = Your system calls this network public, so the router was not asked to let them in. Someone in the same network can come to you.
router-here-second = Your router is itself behind another one (it has { $address } outside), so they cannot come to you from the internet.
router-here-closed = Your router does not let them in by itself. They can come to you if they are in the same network, or if the router is set up to let them in.

webmail-file = The invitation is needed as a file: save it, or have it put into your Downloads folder.
webmail-how = Write a new email in the browser, choose to attach a file (often a paper clip), and choose this file. Send it, and tell them the password by phone.
webmail-show = Put it there and show it
webmail-shown = The folder with the file is open: { $path }
webmail-put = The file is here: { $path }
webmail-draft = Make an email draft
webmail-drafted = The draft is ready: { $path }

cancel-question = Cancel this invitation? Your helper cannot use it any more.
cancel-keep = Keep the invitation
cancel-do = Cancel it now

lapse-expired-what = Your invitation has expired.
lapse-expired-why = Its time ran out.
lapse-expired-unused = Nobody used it before its time ran out.
lapse-expired-remedy = Make a new one if you still need help.
lapse-closed-what = Your invitation is closed.
lapse-closed-why = Someone gave a wrong password five times.
lapse-closed-remedy = Ask your helper whether it was them, then make a new invitation.

## A password, spelled on the telephone

# The words by which a letter is spelled in this language; in other alphabets the letter stays Latin.
spell-letter = { $letter ->
    [A] A as in Alpha
    [B] B as in Bravo
    [C] C as in Charlie
    [D] D as in Delta
    [E] E as in Echo
    [F] F as in Foxtrot
    [G] G as in Golf
    [H] H as in Hotel
    [I] I as in India
    [J] J as in Juliett
    [K] K as in Kilo
    [L] L as in Lima
    [M] M as in Mike
    [N] N as in November
    [O] O as in Oscar
    [P] P as in Papa
    [Q] Q as in Quebec
    [R] R as in Romeo
    [S] S as in Sierra
    [T] T as in Tango
    [U] U as in Uniform
    [V] V as in Victor
    [W] W as in Whiskey
    [X] X as in X-ray
    [Y] Y as in Yankee
    [Z] Z as in Zulu
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] zero
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] dash
    [underscore] underscore
    [dot] dot
    [comma] comma
    [exclamation] exclamation mark
    [question] question mark
    [at] at sign
    [hash] hash sign
    [star] star
    [slash] slash
    [plus] plus
    [blank] space
   *[other] { $sign }
}
spell-capital = capital { $spelled }
spell-small = small { $spelled }
spell-all-capitals = All letters are capitals.
spell-all-small = All letters are small.

## The invitations in force

in-force-title = Invitations in force
in-force-none = No invitation is in force. Nobody can connect.
in-force-view-only = They can only look.
in-force-control = They can look; you are asked before they use your mouse and keyboard.
in-force-show = Show again
in-force-dead = An earlier invitation does not work any more: { $reason }

## Closing the window while an invitation waits

closing-title = Your invitation is still in force
closing-explained = While Lifeline is closed, nobody can connect. The invitation works again when you open Lifeline before { $until }.
closing-stay = Do not close
closing-keep = Close and keep the invitation
closing-cancel = Close and cancel the invitation

## The questions

question-view-title = Someone wants to see your screen
# A name that someone gave stands apart from every sentence, in a box of its own.
name-claimed = They call themselves:
name-known = The name that this computer has for them:
name-offered-to = You offered help to this computer:
name-none = They gave no name.
question-view-who = They gave the right password. They connect from { $address }. Their name is what they typed; it is not verified.
question-view-means = They will see everything on this screen until you stop. They cannot click or type unless you allow that later.
question-private = Close what they should not see: email, bank, photos.
question-desktop-asks = After your yes, your desktop asks you once more: choose there the screen or the window that they may see.
question-desktop-asks-control = After your yes, your desktop asks you once more: allow mouse and keyboard there, and choose the same screen.
question-view-caution = No bank and no company calls to see your screen.
question-caller = Did you call them, or did they call you?
question-caller-novice = I called them
question-caller-helper = They called me
question-caller-first = First say who called whom.
# What a screen reader says at 10, 5 and 0 seconds; on the screen it counts.
question-caller-counts = Take your time: you can let them see your screen in { $seconds } s.
question-caller-over = You can let them see your screen now.
question-caller-now = (now)
question-view-allow = Let them see my screen
question-control-title = May they use your mouse and keyboard?
question-control-means = They can then click and type as if they sat here, until you take it back. Your own mouse and keyboard keep working.
question-control-caution = Watch what they do. If they open your bank or your email, or want you to buy gift cards or send money, it is a fraud: stop sharing.
question-control-allow = Let them use my mouse and keyboard
question-control-prompts = Let them answer Windows’ permission prompts, too

## "They called me"

called-title = They called you
called-means = Someone who calls and then wants to see your screen is almost always a fraudster, however friendly, urgent or official they sound. No bank, no company and no police force does that.
called-do = End everything here, then end the call. You owe them no answer. If you want to know whether it was true, call the bank or the company yourself, by a number that you know from your papers.
called-end = End everything
called-back = Back to the question

question-weak = The connection is only weakly protected, because their program is old.
question-again = You allowed this before. Whoever manages this computer wants you to be asked again.
question-notice = From whoever manages this computer: { $notice }
question-refuse = Do not allow
question-locked = (in { $seconds })
question-silence = Without an answer it is a no, in { $seconds } s.
question-wrong = Something is wrong: end everything
question-details = Details
question-details-hide = Hide details
question-details-address = Address: { $address }
question-details-strong = Protection: strong. What you share cannot be read on the way.
question-details-weak = Protection: weak (RC4 alone). Someone on the way could read what you share.
question-details-reached = Their program checked that it reached this computer.
question-details-not-reached = Their program cannot check that it reached you.

## Called to a question, by the desktop’s notification

call-view = Someone asks to see your screen
call-view-text = Lifeline has a question for you. They see nothing unless you say yes.
call-control = Your helper asks to use your mouse and keyboard
call-control-text = Lifeline has a question for you. They cannot click or type unless you say yes.
call-offer = Someone offers to help you
call-offer-text = Lifeline shows you words to compare with them.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = Help is expected, or going on.

## The bar while sharing

bar-name = Your screen is shared
bar-view-asked = Someone wants to see your screen: the question is in the window of Lifeline
bar-control-asked = Your helper wants to use your mouse and keyboard: the question is in the window of Lifeline
bar-desktop-asks = Your desktop asks you now: choose what your helper may see
bar-desktop-asks-control = Your desktop asks you now: allow mouse and keyboard there
bar-seeing = Your helper can see your screen · { $time }
bar-controlling = Your helper can use your mouse and keyboard · { $time }
bar-paused = Paused: your helper sees nothing new · { $time }
bar-escape = Esc takes it back
bar-shortcut = { $keys } takes it back
bar-keyboard = Keyboard: Ctrl+Alt+Space
bar-pause = Pause
bar-resume = Resume
bar-allow-control = Let them control
bar-control-impossible = On this desktop no program can use your mouse and keyboard.
bar-take-back = Take back control
bar-show-question = Show the question
bar-stop = Stop sharing
bar-note-escape = Esc took control back.
bar-note-taken-back = You took control back.
bar-note-given-back = They gave control back.
bar-note-refused = They were told no.
bar-note-desktop-refused = Nobody said yes to your desktop’s question, so control was not given.
bar-note-hidden = Something had hidden this bar, so nothing is shown. Resume only if you know why.
bar-note-system-asks = Windows asks you something that only you can answer. Your helper sees and reaches nothing of it.
bar-note-protected = A program keeps its window out of the picture: your helper sees black there.
bar-note-forbidden = Whoever manages this computer no longer allows control.
bar-note-input-lost = Lifeline was stopped for a while, so control has ended.

## Why it ended

ended-ask-again = Ask again
ended-waiting = { $count ->
    [one] Your invitation is still in force: your helper can use it again, and you are asked again.
   *[other] { $count } invitations are still in force: your helpers can use them again, and you are asked again.
}
ended-waiting-other = { $count ->
    [one] Another invitation of yours is still in force.
   *[other] { $count } other invitations of yours are still in force.
}
ended-cancel = { $count ->
    [one] Cancel the invitation
   *[other] Cancel all { $count } invitations
}
ended-cancelled = { $count ->
    [one] The invitation is cancelled. Nobody can come with it any more.
   *[other] All { $count } invitations are cancelled. Nobody can come with them any more.
}
ended-fraud = I think it was a fraud

## What happened, after the end

summary-title = What happened
summary-when = { $when }, for { $time }, from { $address }
summary-save = Save what happened
summary-print = Print what happened
summary-saved = Saved: { $path }
summary-printed = It has been sent to the printer.
summary-opened = No printer takes it directly. It is saved, and opens in a program that can print it: { $path }
summary-kept = No printer takes it, and no program opened it. It is saved: { $path }
summary-file-name = Help { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = If it was a fraud
fraud-calm = Nobody sees your screen any more. Fraudsters are practised, and this happens to careful people. What you do in the next hour helps.
fraud-step = { $number }. { $what }
fraud-call = End the call
fraud-call-how = Hang up, and do not answer if they call again. They may say that they are your bank, the police, or someone who can get your money back: they are the same people.
fraud-bank = Call your bank
fraud-bank-how = Call the number on your card or on a statement, never one that they gave you. Have your cards and your online banking blocked, even if nothing seems to be missing. If you bought gift cards for them, call the company that sold them, and keep the cards and the receipt.
fraud-computer = Take this computer off the network
fraud-computer-how = If they could use your mouse and keyboard, switch off the wireless network or pull out the cable. Let someone you know look at the computer before you use it for banking or email again.
fraud-passwords = Change your passwords
fraud-passwords-how = On another computer or telephone: first that of your email, then that of your bank, then all that you typed or that could be seen on the screen.
fraud-police = Tell the police
fraud-police-how = { $country ->
    [GB] Report it to the police: the national fraud reporting service takes reports online and by telephone; in Scotland, the police do.
    [IE] Report it at any Garda station.
    [US] Report it to your local police, to the Federal Trade Commission and to the Internet Crime Complaint Center of the FBI.
    [CA] Report it to your local police and to the Canadian Anti-Fraud Centre.
    [AU] Report it to the police online, by ReportCyber, and tell Scamwatch.
    [NZ] Report it to the police, by their non-emergency line, or at a station.
   *[other] Report it to the police, at a station or online.
} Do so even if nothing was taken. What Lifeline has on record, their messages and their telephone number help them.
fraud-later = In the next weeks
fraud-later-how = Check your accounts every day. Tell someone you trust what happened: people who have been warned are harder to deceive.
fraud-keep = For the bank and the police: what happened, as this computer has it on record.
ended-in-force = Invitations in force

end-again-remedy = If you still need help, tell your helper, or ask for help again.
end-stopped-what = You stopped sharing.
end-stopped-why = Nobody sees your screen any more.
end-stopped-remedy = If nobody is to come back, cancel the invitation.
end-closed-what = The help has ended.
end-closed-why = Lifeline was closed here, and nobody sees your screen any more.
end-closed-remedy = Open Lifeline again if you still need help; your invitation works until it expires.
end-window-what = Another program closed Lifeline’s window, and with it the bar.
end-window-why = So everything has ended: nobody sees or uses this computer.
end-window-remedy = Ask for help again if you still need it.
all-closed-what = Everything has ended, and every way in is closed.
all-closed-why = Nobody sees your screen, and all invitations are cancelled.
all-closed-remedy = If someone called you and asked for this, end the call and tell them nothing more.
all-closed-offers-why = Nobody sees your screen. All invitations are cancelled, and offers of help are not let in.
all-closed-offers-remedy = If someone called you and asked for this, end the call and tell them nothing more. Offers of help can come in again the next time you open Lifeline.
end-left-what = Your helper has left.
end-left-why = They ended the help on their side, and nobody sees your screen any more.
end-left-remedy = If you still need help, tell them, or ask again.
end-lost-what = The connection to your helper was lost.
end-lost-why = Their computer or one of your networks has stopped answering.
end-lost-remedy = As long as the invitation is in force they can connect again; you are asked again then.
end-refused-what = Your helper was not let in.
end-refused-why = You did not allow them to see your screen, and they have seen nothing.
end-refused-remedy = If you do not expect them again, cancel the invitation.
end-unanswered-what = Your helper was not let in.
end-unanswered-why = Nobody answered the question in time, so the answer was no.
end-unanswered-remedy = Ask your helper to connect again while you are here.
end-screen-what = Your screen can no longer be shown.
end-screen-why = The system says: { $why }.
end-screen-remedy = Ask again when your screen is back.
end-desktop-what = Your screen was not shown.
end-desktop-why = You allowed it in Lifeline, but the question of your desktop was answered with no, closed, or not answered in time.
end-desktop-remedy = If you want to be helped, ask your helper to connect again, and choose the screen when your desktop asks.
end-replaced-what = Your helper connected again.
end-replaced-why = Their first connection had stopped answering, so it was closed.
end-replaced-remedy = Answer the new question.
not-recorded-what = What happens here is not recorded.
not-recorded-why = The history cannot be written: { $why }.
not-recorded-locked = Another program keeps the history for itself (the file journal.lock).
not-recorded-silent = The disk that holds the history does not answer.
not-recorded-remedy = The help goes on. Check whether the disk is full or out of reach; what happens from then on is recorded again.
history-none-what = The history cannot be read.
history-none-remedy = Try again, or look into the folder that the message names.
record-started = Lifeline was ready to be asked for help.
record-stopped = Lifeline ended.
record-invited = You made an invitation { $detail }.
record-invited-for = You made an invitation for { $time }.
record-addresses = The invitation names these addresses: { $detail }.
record-cancelled = You cancelled an invitation.
record-all-closed = You said that something is wrong: every way in was closed.
record-expired = An invitation expired.
record-closed = An invitation was closed: a wrong password was given five times.
record-reached = Their computer answered.
record-accepted = The password was right, and they were asked.
record-offer-accepted = You offered help, and they were asked.
record-offered = Someone on the list of helpers offered help.
record-offer-refused = An offer of help was refused ({ $detail }).
record-offer-busy = An offer of help was refused: someone helped already.
record-offers-confirmed = You confirmed a change of what is allowed here.
record-offers-put-back = You put back what is allowed here, as it was before a helper had control.
record-key-known = Someone gave the right password, and their key is known here.
record-i-called = You said that you had called them.
record-they-called = You said that they had called you.
record-connected = Someone gave the right password.
record-dialled = Your computer connected to your helper’s, as their reply said.
record-wrong-password = Someone gave a wrong password.
record-too-soon = Someone who was not let in came again at once. You were not asked.
record-view-allowed = You let them see your screen.
record-saw = They let you see their screen.
record-view-refused = You did not let them see your screen.
record-view-unanswered = Nobody answered whether they may see your screen: that is a no.
record-control-asked = They asked to use your mouse and keyboard.
record-asked-control = You asked to use their mouse and keyboard.
record-control-allowed = You let them use your mouse and keyboard.
record-controlled = They let you use their mouse and keyboard.
record-control-refused = Control was refused.
record-control-unanswered = Nobody answered whether they may use your mouse and keyboard: that is a no.
record-control-ended = Control ended.
record-control-forbidden = The rules of this computer do not allow control.
record-paused = Sharing was paused.
record-paused-hidden = Sharing was paused, because the bar that shows it was hidden.
record-paused-interrupted = Sharing was paused, because the desktop broke its picture off, as when a monitor changes.
record-resumed = Sharing went on.
record-asked-again = The rules of this computer want you to be asked again.
record-time-up = The longest time that the rules of this computer allow was over.
record-session-forbidden = The rules of this computer no longer allowed this.
record-invitation-forbidden = The rules of this computer do not allow an invitation.
record-stranger = The rules of this computer did not let someone in.
record-stranger-key = The rules of this computer did not let someone in: they are no helper of whoever manages it.
record-stranger-outside = The rules of this computer did not let someone in: they came from another network.
record-ended-you = You ended it.
record-ended-helper = Your helper ended it.
record-ended-novice = They ended it.
record-ended-lost = The connection was lost.
record-ended-refused = The answer was no.
record-ended-desktop = The desktop’s own question was not answered with yes.
record-ended-unanswered = Nobody answered the question.
record-ended-closed = Lifeline was closed.
record-ended-window = Another program closed Lifeline’s window.
record-ended-novice-closed = They closed Lifeline.
record-ended-screen = The screen could no longer be shown.
record-ended-protocol = One of the two programs did not understand the other.
record-ended-replaced = The connection had stopped answering, and another one took its place.
record-ended-password = The password was wrong.
record-ended-no-invitation = The invitation was no longer in force there.
record-ended-busy = Someone else was helping already.
record-ended-rules = The rules of the computer ended it.
record-ended-time = The longest time was over.
record-problem = Something went wrong: { $detail }
record-not-recorded = { $count ->
        [one] One thing that happened
       *[other] { $count } things that happened
    } could not be written down: the disk was full, or did not answer.
record-mail-failed = The invitation could not be emailed: { $detail }
record-times = { $count } times between { $first } and { $last }.
record-visits = They came, and left without having been let in.
record-from = From { $address }.
history-helped-by = Someone helped you from { $address }.
history-not-let-in = Someone at { $address } was not let in.
history-helped = You helped someone at { $address }.
history-not-helped = You were not let in at { $address }.
history-controlled = They could see the screen and use mouse and keyboard.
history-viewed = They could see the screen.
history-nothing = Nothing was allowed.
history-no-end = There is no record of its end.
log-title = Lifeline: the record of one time that help was given
log-number = Its number, the same in the records of both computers: { $number }
policy-place = The rules of this computer are looked for in { $place }.
policy-not-written = The policy could not be written to { $path }: { $error }. An administrator can write it.
policy-no-file = there is no such file
policy-wrong-line = { $place }, line { $line }: { $what }
policy-place-line = { $place }, line { $line }
trusted-relative = it is not a whole path from the root on, so it would be another file in each folder
trusted-dangling = { $path } is not there, though a link leads to it
trusted-loop = the links at { $path } lead around in a circle
trusted-no-file = { $path } is not a regular file
trusted-owner = { $path } belongs to someone whose word does not count here
trusted-writable = others can write { $path }, so its word does not count
trusted-failed = { $path } cannot be looked at: { $error }
file-irregular = it is not a regular file
file-too-large = it is larger than such a file can be
history-title = What happened
history-more = Older ones are shown by the command { $command }.
desk-reading = Reading…
desk-silent-what = This computer’s disk does not answer.
desk-silent-why = It may be a folder on the network that is out of reach, or a disk that fails.
desk-silent-remedy = What you began goes on as soon as it answers. You can still stop sharing meanwhile.
settings-title = Settings
settings-look = Language and looks
settings-language = Language
settings-as-system = As the system says
settings-text-size = Text size
settings-percent = { $percent }%
settings-brightness = Light or dark
settings-light = Light
settings-dark = Dark
settings-sound = A sound calls me when I am asked something
settings-fixed = Whoever manages this computer decided this.
settings-asking = Asking for help
settings-ask = I can ask for help
settings-official = Only helpers whose key is known here, and nobody else
settings-official-list = Their keys are on the list under “{ home-helpers }”. They open your invitations as always.
settings-limits = What helpers may do
settings-control = Helpers may use my mouse and keyboard, if I say yes
settings-older = I may let in helpers with an older Windows, whose connections are weakly protected
settings-encrypted = Invitations show nothing without the password (Windows XP cannot open them)
settings-again = Ask me again whether they may see my screen
settings-again-never = never
settings-longest = End the help automatically
settings-longest-none = never
settings-minutes = after { $minutes } minutes
settings-network = Network
settings-mapping = Ask my router to let helpers in from outside
settings-internal = Only helpers in this network
settings-spare = Spare a slow network
settings-spare-none = no
settings-spare-little = a little
settings-spare-more = more
settings-spare-most = as much as possible
settings-records = Records
settings-log = Write a text file each time help is given
settings-keep = Keep records for
settings-days = { $days } days
settings-keep-all = ever
settings-everybody = Everyone on this computer
settings-everybody-on = Everyone who uses this computer may ask for help.
settings-everybody-off = Nobody who uses this computer may ask for help.
settings-everybody-forbid = Let nobody ask for help…
settings-everybody-allow = Let everyone ask for help…
settings-everybody-explained = The system asks for an administrator first.
settings-everybody-waits = The system asks for an administrator.
history-empty = Nothing has happened yet.
switch-what = The switch for this computer was not changed.
switch-remedy = Only an administrator of this computer can change it.
elevate-none = The system has no way to ask for an administrator here ({ $error }).
elevate-refused = No administrator agreed.
elevate-untrusted = Lifeline would have to run as an administrator, but someone else could have changed it: { $why }. Install Lifeline where only administrators can write, or let an administrator run their own copy: lifeline policy asking on, or off.
autostart-untrusted = Others could change what would be started: { $why }
settings-what = The settings were not kept.
practice-forbidden = Whoever manages this computer allows neither asking for help nor giving it, so there is nothing to try.
rules-ask-what = You cannot ask for help, and no invitation is in force.
rules-ask-why = Whoever manages this computer does not allow asking for help with Lifeline.
rules-ask-remedy = Ask them.
rules-own-why = You have turned asking for help off in the settings.
rules-own-remedy = Turn it on there, then ask again.
rules-wrong-why = The rules for this computer cannot be read: { $wrong }.
rules-unread-what = Your helper can no longer see or use this computer.
rules-files = The files with the rules
rules-silent = they do not answer; a disk or a network folder may hang
rules-wrong-remedy = Ask whoever manages this computer to mend them; lifeline policy check says what is wrong.
end-forbidden-what = The help has ended, and nobody sees your screen.
end-forbidden-why = Whoever manages this computer does not allow it.
end-forbidden-remedy = Ask them.
end-time-what = The help has ended, and nobody sees your screen.
end-time-why = It lasted as long as whoever manages this computer allows.
end-time-remedy = Your helper can connect again while the invitation is valid.
end-protocol-what = The connection was ended.
end-protocol-why = Your helper’s program sent something that makes no sense.
end-protocol-remedy = Ask your helper to use the newest version of their program.

gone-what = This part of Lifeline stopped.
gone-why = It met an error that it could not recover from; nobody sees your screen.
gone-remedy = Close Lifeline and open it again.

file-what = The file { $path } could not be used.
file-why = The system says: { $error }.
file-remedy = Choose another file or place.

no-window-what = A second window could not be opened.
no-window-remedy = Close this window’s invitation first, or open the file from your file manager.

## Helping someone

help-title = Help someone
help-explained = The person you help sent you an invitation: a small file or a piece of text.
help-open = Open invitation…
help-drop = Or drop the file on this window.
help-otherwise = Other ways
help-path = Where the file is
help-open-path = Open this file
help-paste = The text of the invitation
help-use-text = Use this text
help-ticket-file = Invitation: { $name }
help-ticket-text = Invitation: the text you pasted
help-other-ticket = Use another invitation
help-name = Your name
help-name-explained = The person you help sees it when they are asked.
help-password = Password
help-password-explained = They tell you by phone. Spaces and capital letters do not matter.
help-connect = Connect
help-incomplete = First fill in your name and the password.
help-connecting-title = Connecting
help-connecting = Connecting to { $address } · { $time } so far. Their computer must be on, with Lifeline open.
help-looking = Looking for their computer · { $time } so far. It must be on, with Lifeline open.
help-waiting-title = Waiting for their yes
help-waiting = Waiting for { $address } to let you see the screen: asked { $asked } ago. You can call them meanwhile.
help-cancel = Cancel
help-listen = Wait for them to come…
help-listen-title = Waiting for them to come to you
help-listen-making = Making a reply for the person you help…
help-listen-waiting = Waiting for them until { $until }.
help-listen-explained = Send this reply to the person you help, by chat or email. On their invitation’s page they choose “{ invitation-connect }” and paste it.
help-listen-reply = Your reply
help-listen-copy = Copy the reply
help-again = Try again
help-ask-again = Ask them again
help-lost-title = The connection was lost
help-lost = Their computer or one of your networks has stopped answering. Lifeline tries again in { $seconds } s, for the { $count ->
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
   *[other] last
} time. They are asked again whether you may see.
help-lost-now = Try now
help-lost-stop = Stop trying

help-end-own-what = You ended the help.
help-end-own-why = You no longer see their screen.
help-end-own-remedy = There is nothing else to do.
help-end-none-what = This is not an invitation.
help-end-none-why = It may be another file, or only a part of the text.
help-end-none-remedy = Choose the file that they sent you, or copy the whole text.
found-empty-why = It is empty.
found-again-remedy = Ask them to send it again, as a file.
found-password-why = It is the password.
found-password-remedy = Open the invitation that they sent you, or paste its text; you are asked for the password then.
found-locked-why = It is an archive that is locked with a password of its own.
found-locked-remedy = Unpack it first, and open the file in it.
found-archive-why = It is an archive in which no invitation was found.
found-archive-remedy = Unpack it, and open the file in it; or ask them to send the invitation as it is.
found-document-why = It is a document of a word processor.
found-document-remedy = Copy the text of the invitation out of it and paste it here, or ask them to send the file that Lifeline made.
found-picture-why = It is a picture.
found-picture-remedy = Ask them to send the file that Lifeline made, or its text; a photo of it is not enough.
found-mail-why = It is an email without an invitation in it.
found-mail-remedy = Save the file that is attached to their email, and open that.
found-page-why = It is a page of a browser, perhaps of an email service or a place where files are kept.
found-page-remedy = Open the page, save the invitation’s file from there, and open that.
found-link-why = It is a link, and not the file that it leads to.
found-rdp-why = It is a file for Remote Desktop, which is another program.
found-rdp-remedy = Ask them for an invitation: “Ask for help”, in Lifeline or in Windows.
found-large-why = It is far larger than an invitation.
help-end-damaged-what = The invitation is damaged.
help-end-damaged-why = Something may have been lost on its way to you.
help-end-damaged-remedy = Ask them to send it again, as a file.
help-end-address-what = The invitation does not say where their computer is.
help-end-address-why = Their computer may have had no network when they made it.
help-end-address-remedy = Ask them to make a new one while they are connected.
help-end-stopped-what = The person you help stopped sharing.
help-end-stopped-why = They pressed “{ bar-stop }”.
help-end-stopped-remedy = Call them if you think they need more help.
help-end-novice-closed-what = The help has ended.
help-end-novice-closed-why = Lifeline was closed on their computer.
help-end-novice-closed-remedy = Call them if you think they need more help.
help-end-screen-what = Their screen can no longer be shown.
help-end-screen-why = The system on their computer no longer gives it: someone may have logged out there.
help-end-screen-remedy = Call them, and try again when their screen is back.
help-end-misunderstood-what = Their computer ended the connection.
help-end-misunderstood-why = It did not understand what this program sent.
help-end-misunderstood-remedy = Use the newest version of the program on both sides.
help-end-left-what = Their computer ended the connection.
help-end-left-why = It did not say why.
help-end-left-remedy = Call them if you think they need more help.
help-postponed-title = Not yet
help-postponed = They did not let you in the last time they were asked, so they are not asked again at once. Lifeline tries again in { $left }. You can call them meanwhile.
help-end-soon-why = They did not let you in the last time they were asked, and are not asked again before { $seconds ->
        [one] a second has
       *[other] { $seconds } seconds have
    } passed.
help-end-soon-remedy = Call them, then try again.
terminal-postponed = They did not let you in the last time they were asked. They can be asked again in { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    }: Lifeline tries again then.
help-end-no-what = They did not let you see their screen.
help-end-no-why = They answered no, perhaps because they did not recognise you.
help-end-no-remedy = Call them, then try again.
help-end-desktop-what = Their screen was not shown.
help-end-desktop-why = They said yes to you, but their desktop asked them once more, and that was answered with no, closed, or not answered in time.
help-end-desktop-remedy = Tell them that a second question follows, in which they choose the screen. Then connect again.
help-end-silent-what = Nobody answered.
help-end-silent-why = They may not be at their computer.
help-end-silent-remedy = Call them, then try again while they are there.
help-end-password-what = The password is wrong.
help-end-password-why = A letter may have been misheard or mistyped.
help-end-password-remedy = Ask them to read it to you once more.
help-end-unknown-what = Their computer does not know this invitation.
help-end-unknown-why = They may have cancelled it or made a newer one.
help-end-unknown-remedy = Ask them to send a new one.
help-end-expired-what = The invitation has expired.
help-end-expired-why = It was valid for a limited time only.
help-end-expired-remedy = Ask them to send a new one.
help-end-busy-what = Someone else is helping them already.
help-end-busy-why = Only one helper can be connected at a time.
help-end-busy-remedy = Call them, and try again when the other helper has left.
help-end-closed-what = The invitation is closed.
help-end-closed-why = They cancelled it, or a wrong password was given five times.
help-end-closed-remedy = Ask them to send a new one.
help-end-forbidden-what = Their computer did not let you in.
help-end-forbidden-why = Whoever manages it does not allow this, or not to you.
help-end-forbidden-remedy = Ask whoever manages their computer.
help-end-key-why = It lets in only helpers whose key it knows, and it does not know yours.
help-end-key-remedy = Give your helper key (“{ home-offer }” shows it, or lifeline helper show-key) to whoever keeps the list there, and open the invitation again once it is on it.
help-end-time-what = The help has ended.
help-end-time-why = It lasted as long as whoever manages their computer allows.
help-end-time-remedy = Open the invitation again if they still need you.
help-end-replaced-what = The invitation was opened again.
help-end-replaced-why = This connection gave no sign of life, so the newer one took its place.
help-end-replaced-remedy = Go on with the newer one. If that is not you, call them.
help-end-version-what = Their program speaks another version of Remote Assistance.
help-end-version-why = The two programs have no version in common.
help-end-version-remedy = Ask them to use the newest version of their program.
help-end-forbidden-here-what = You cannot help anyone from this computer.
help-end-forbidden-here-why = Whoever manages it does not allow that.
help-end-forbidden-here-remedy = Ask them, or help from another computer.
help-end-lost-what = The connection was lost.
help-end-lost-why = Their computer or one of your networks has stopped answering.
help-end-lost-remedy = Try again; they are asked again then.
help-end-unreachable-what = Their computer could not be reached.
help-end-unreachable-why = It may be off, Lifeline may be closed there, the invitation may be withdrawn or over, or a network in between lets nobody in.
help-end-unreachable-remedy = Ask them to open Lifeline, then try again or ask for a new invitation.
help-end-listen-what = This computer cannot listen for them.
help-end-listen-remedy = Check your network, then try again.
help-end-kept-what = No help was offered: what Lifeline keeps of other computers cannot be used.
help-end-unable-what = This computer could not do its part.
help-end-unable-why = A part of Lifeline has failed; the log says where.
help-end-unable-remedy = Close Lifeline, open it again, and try once more.
help-end-listen-address = This computer has no address.
help-end-nobody-what = Nobody came.
help-end-nobody-why = They may not have got your reply, or not have used it in time; or a network in between lets nobody in to you either.
help-end-nobody-remedy = Call them, then try again: they need the new reply.
help-end-pin-what = Another computer answered than the one that made the invitation.
help-end-pin-why = The invitation may be old, or someone on the way pretends to be them.
help-end-pin-remedy = Do not go on. Call them and ask for a new invitation.
help-end-weak-what = Their program protects the connection too weakly.
help-end-weak-why = It offers only protection that is known to be broken.
help-end-weak-remedy = Ask them to use a newer program.
help-end-protocol-what = The connection was ended.
help-end-protocol-why = Their program sent something that makes no sense.
help-end-protocol-remedy = Try again; if it happens again, both of you should use the newest version.
help-end-other-what = Their program ended the connection.
help-end-other-why = It gave the reason { $code }, which has no name here.
help-end-other-remedy = Call them, then try again.

## The viewer

viewer-title = “{ $name }” · Lifeline
viewer-picture = The screen of the person you help
viewer-request = Request control
viewer-withdraw = Withdraw the request
viewer-give-back = Give back control
viewer-fit = Fit
viewer-actual-size = Actual size
viewer-larger = Larger
viewer-smaller = Smaller
viewer-size = Size: { $percent }%
viewer-percent = { $percent }%
viewer-size-explained = How large their screen is shown
viewer-screens = All screens
viewer-screens-explained = Which of their screens is shown
viewer-screen = Screen { $number }
viewer-screen-main = Screen { $number } (main)
viewer-screen-next = Show their next screen, and after the last all of them
viewer-keys = Keys
viewer-save = Save picture
viewer-save-path = Save the picture as
viewer-save-here = Save picture here
viewer-file-name = Screen.png
viewer-saved = Saved: { $path }
viewer-copy = Copy picture
viewer-copied = The picture is copied. Paste it into another program.
viewer-full-screen = Full screen
viewer-window = Leave full screen
viewer-figures = Figures
viewer-more = More
viewer-more-explained = What has no room beside it
viewer-end = End
viewer-seeing = You can see their screen
viewer-controlling = You can use their mouse and keyboard
viewer-has-all-keys = All keys go to their computer, also Super and Alt+Tab. { $keys } keeps yours here again.
viewer-input-refused = Something that you typed or clicked did not arrive: they have no such key, or use their mouse themselves just now. Try again, or another way.
viewer-paused = Paused by the person you help
viewer-paused-hidden = Paused: something hides the bar that shows them that they share. They can go on once they see it.
viewer-paused-interrupted = Paused: their desktop broke the picture off, as when a monitor changes. It comes back as soon as they answer their desktop’s question, where it asks one.
viewer-system-asks = Windows asks them a question that only they can answer, or its screen is locked. The picture comes back by itself.
viewer-paused-old = You see how their screen was { $since } ago.
viewer-request-paused = They have paused. Ask for control when they go on.
viewer-shortcuts = Shortcuts
viewer-requested = You asked for control { $asked } ago; they are deciding
viewer-refused = They did not let you use their mouse and keyboard
viewer-refused-desktop = Their desktop asked once more, and nobody said yes: you have no control
viewer-refused-impossible = Their computer lets nobody use its mouse and keyboard from afar
viewer-control-ended = Your control has ended; you can still see
viewer-delay = Delay { $delay }
viewer-screen-size = { $width } × { $height }
viewer-named = you are “{ $name }” there

keys-ctrl-alt-del = Send Ctrl+Alt+Del
keys-escape = Send Esc
keys-windows = Send the Windows key
keys-alt-tab = Send Alt+Tab
keys-alt-f4 = Send Alt+F4
keys-ctrl-escape = Send Ctrl+Esc
keys-print = Send Print Screen
keys-physical = Send keys by their place
keys-physical-explained = For games and shortcuts: their keyboard layout decides what is written, not yours.
keys-tool-bar = Your keyboard leaves the picture for the tools
keys-no-control = You can send these keys once you have control.
viewer-all-keys = Send all keys, also Super and Alt+Tab
viewer-own-keys = Keep Super and Alt+Tab here

shortcuts-title = Shortcuts
shortcuts-close = Close
viewer-another = Help someone else…
shortcut = Ctrl+Alt+{ $key }
key-enter = Enter
key-home = Home
key-end = End
sheet-control = Request control, withdraw the request, or give control back
sheet-full-screen = Full screen, and back to the window
sheet-all-keys = Send all keys, also Super and Alt+Tab, or keep them here
sheet-end = End the help

figures-frames = Pictures: { $frames }
figures-a-second = { $count } a second
figures-delay = Delay: { $delay }
figures-rate = Rate: { $rate }
figures-size = Their screen: { $width } × { $height }
figures-protection = Protection: { $protection }
figures-share = { $way }: { $bytes }% of the data, { $pixels }% of the area
figures-unknown = unknown
figures-under-a-millisecond = under 1 ms
figures-milliseconds = { $delay } ms
figures-megabits = { $rate } Mbit/s
figures-kilobits = { $rate } kbit/s
figures-explained = How long a message takes to their computer and back, behind the pictures that are on their way, and how much comes from there.
figures-rate-explained = How much comes from their computer.

protection-both = Strongly protected
protection-tls = Protected
protection-weak = Weakly protected
protection-both-in-full = TLS 1.3 with RC4-128 inside
protection-tls-in-full = TLS
protection-weak-in-full = RC4-128 alone

## File dialogs

dialog-save = Save the invitation
dialog-open = Open an invitation
dialog-save-picture = Save the picture
dialog-invitations = Invitations
dialog-pictures = Pictures
dialog-all = All files

## Practice

practice-novice = The person who is helped
practice-expert = The helper
practice-name = Practice helper
practice-starting = Making a practice invitation…
practice-expert-waits = Waiting for the invitation of the person who is helped.
practice-ended = After real help you would read here what happened, and could cancel the invitation.
practice-close = End the practice

## The mail with an invitation

mail-subject = I would like your help with my computer
mail-body =
    Hello,

    I would like you to help me with my computer. My invitation is attached.

    Open it with Lifeline (“Help someone”, then “Open invitation”), or on Windows with Windows Remote Assistance, by a double click.
    It asks for a password, which I will tell you by phone.
mail-what = Your email program was not opened.
mail-bad-address = This is not an email address.
mail-no-program = No email program answers on this computer.
mail-webmail = Email is read in the browser here, and the browser takes no attachment from other programs.
mail-remedy = Write an email yourself and attach this file: { $path }

no-screen-what = There is no screen here that could be shown.
no-screen-why = No desktop runs here, or its screen does not answer.
no-screen-remedy = Start Lifeline on the desktop of the computer that needs help.
no-portal-what = This desktop cannot show its screen yet.
no-portal-why = It is a Wayland desktop, whose screen is shared through its portal, and no portal that can do it answers here.
no-portal-remedy = Install PipeWire, xdg-desktop-portal and the part of it for your desktop: xdg-desktop-portal-gnome, xdg-desktop-portal-kde or xdg-desktop-portal-wlr (so they are called for apt, dnf and pacman). Then log in again.
no-opengl-why = It is KDE Plasma, and its window manager KWin draws without a graphics card here. KWin shares only a screen that it draws with one.
no-opengl-remedy = Install or switch on the driver of the graphics card (or the graphics card of the virtual computer, if this is one), or use another desktop. Then log in again.
mac-screen-recording = When you ask for help and say yes, your helper sees what is on this screen.
mac-accessibility = When you allow it, your helper uses your mouse and keyboard for a while.
mac-local-network = The computers of both people are connected directly, also within your network.
mac-invitation = Remote Assistance invitation
no-recording-what = This Mac does not let Lifeline see its screen yet.
no-recording-why = macOS shows the screen only to programs that you have allowed to record it.
no-recording-remedy = Open System Settings, Privacy & Security, Screen & System Audio Recording, and switch Lifeline on. Then start Lifeline again.
works-all = Your helper can see the screen here and, if you allow it, use mouse and keyboard; Esc takes that back.
works-no-escape = Your helper can see the screen here and, if you allow it, use mouse and keyboard. “{ bar-take-back }” in the bar takes that back; Esc does not do so here.
works-shortcut = Your helper can see the screen here and, if you allow it, use mouse and keyboard. “{ bar-take-back }” in the bar takes that back, and so do Ctrl+Shift+Esc if you allow these keys when your desktop asks; Esc does not do so here.
works-view = On this desktop your helper can see your screen, after your desktop has asked you once more. They cannot use your mouse and keyboard here yet.
works-accessibility = Your helper can see the screen here. For mouse and keyboard, first switch Lifeline on in System Settings, under Privacy & Security, Accessibility; then start Lifeline again.

home-missing-what = There is no place for Lifeline’s files.
home-missing-remedy = Set the environment variable HOME and start Lifeline again.

## Who reaches this computer

doctor-listen = Lifeline can listen on this computer (port { $port }).
doctor-listen-not = Lifeline cannot listen on this computer: { $why }.
doctor-addresses = This computer’s addresses are { $addresses }.
doctor-addresses-none = This computer has no network address.
doctor-router = The router lets helpers in when it is asked (it gave { $address }).
doctor-router-by = The router lets helpers in when it is asked by { $protocol } (it gave { $address }).
doctor-router-not-asked = The router was not asked to let helpers in.
doctor-router-forbidden = Whoever manages this computer does not allow the router to be asked.
doctor-firewall-open = No firewall on this computer keeps helpers out.
doctor-firewall-blocked = The firewall of this computer ({ $name }) keeps helpers out.
doctor-firewall-unknown = Whether the firewall of this computer ({ $name }) lets helpers in cannot be seen.
doctor-same-network-yes = Someone in the same network can reach you.
doctor-same-network-no = Nobody in the same network can reach you.
doctor-same-network-perhaps = Someone in the same network can reach you if the firewall lets them in.
doctor-internet-yes = A helper elsewhere on the internet can reach you.
doctor-internet-no = A helper elsewhere on the internet cannot reach you.
doctor-internet-perhaps = A helper elsewhere on the internet can reach you if the firewall lets them in.
doctor-ipv6-yes = A helper with IPv6 can reach you.
doctor-ipv6-no = A helper cannot reach you by IPv6.
doctor-ipv6-perhaps = A helper with IPv6 can reach you if your router lets them in, which cannot be seen from here.
doctor-other-perhaps = Your helper can also wait for you to come to them, if their network lets you in.
doctor-other-no = You cannot go to a helper either, since this computer is not connected to the internet.
doctor-do-firewall = To let helpers in, type this in a terminal: { $command }
doctor-do-administrator = Run lifeline doctor as an administrator to see what the firewall does.
doctor-do-router-anyway = If you trust this network, let the router be asked all the same: lifeline ask --router always
doctor-do-forward = Switch on UPnP, PCP or NAT-PMP in your router’s settings, or let it forward TCP port { $port } to { $address }.
doctor-do-provider = Ask your internet provider for a public address of your own, if you want helpers to reach you.
doctor-do-other-way-round = Or let your helper wait for you: they choose “{ help-listen }”, and you paste the reply that they send you beside your invitation.
doctor-do-connect = Connect this computer to a network.
doctor-do-ask-who-manages = Whoever manages this computer decides who may help you: ask them.
doctor-do-new-invitation = Make a new invitation: the router lets helpers in now, and this one does not say so.

## The terminal

# Lines that could not be printed, since nobody read what came before them.
terminal-lost = { $count ->
    [one] { $count } line was
   *[other] { $count } lines were
} not printed: nothing reads what this program prints.
terminal-no-display = There is no desktop here, so everything happens on this terminal.
terminal-invitation = Send the file to your helper. Tell them the password by phone, never in the same email.
terminal-reply = Send this reply to the person you help, by chat or email. They type connect and the reply, or paste it beside their invitation in the window. It works until { $until }.
terminal-stop-cancels = Type stop and Enter to cancel the invitation.
terminal-answer = Type y and Enter to allow it, or n and Enter to refuse. Without an answer it is a no, in { $seconds } s.
terminal-answer-caller = Type y and Enter if you called them and they may see your screen: it counts { $wait } s later, and n takes it back until then. Type they-called if they called you, or n to refuse. Without an answer it is a no, in { $seconds } s.
terminal-caller-first = You said that they called you. If you were mistaken, type i-called and Enter.
terminal-i-called = Take your time. In { $seconds } s you can type y and Enter to allow it.
terminal-allow-now = You can type y and Enter now to allow it.
terminal-yes-waits = Your yes counts in { $seconds } s. Until then n and Enter takes it back.
terminal-they-called = Type end-everything and Enter. If you were mistaken, type i-called and Enter.
terminal-too-early = That was typed before the question could be read, and does not count.
terminal-no-question = No question is open.
terminal-viewing = Your helper can see your screen. Type pause, allow-control or stop and Enter.
terminal-desktop-asks = Your desktop asks you now: choose the screen or the window that your helper may see. To end it, type stop and Enter.
terminal-desktop-asks-control = Your desktop asks you now: allow there that your helper uses mouse and keyboard, and choose the same screen. To refuse, type take-back and Enter.
terminal-controlling = Your helper can use your mouse and keyboard. Type take-back or stop and Enter.
terminal-try-failed = { $count ->
    [0] Someone gave a wrong password. The invitation is closed now.
    [one] Someone gave a wrong password. After one more the invitation closes.
   *[other] Someone gave a wrong password. After { $count } more the invitation closes.
}
terminal-end-of-input = Nothing more can be typed here, so every question is answered with no.
terminal-not-now = That cannot be done now.
terminal-not-understood = This is not understood. There are: { $commands }.
terminal-waiting = Connected to { $address }. { $protection }. Waiting for the person you help to let you see their screen.
terminal-control-asked = The person you help is asked whether you may use their mouse and keyboard.
terminal-done = Done: { $command }
terminal-already-controlling = You have control already, or have asked for it.
terminal-not-viewing = You do not see their screen now.
terminal-not-controlling = You do not have control. Ask for it with request-control.
terminal-bad-place = A place is two whole numbers, X and Y, counted in pixels from the top left corner.
terminal-outside = That place is outside the picture, which is { $width } pixels wide and { $height } high.
terminal-bad-button = This is no button. There are: { $buttons }. A wheel cannot be held down.
terminal-bad-key = There is no key of that name. Examples: { $examples }. All are in { $document }.
terminal-no-file = The name of the file is missing: { $command }
terminal-not-saved = No picture was saved in { $path }: { $error }.
terminal-file-what = The file { $path } could not be read.
terminal-file-remedy = Check its name, and that you may read it.
terminal-no-window = The window does not open, most likely because the graphics of this desktop do not work for programs. What the system said is in { $log }. lifeline ask --terminal and lifeline open FILE --terminal work without a window.
terminal-no-desktop = The window does not open, since there is no desktop here that could show it. lifeline ask --terminal and lifeline open FILE --terminal work without a window.
terminal-no-command = There is no command { $word }, and no file of that name. Did you mean lifeline { $nearest }?
terminal-no-command-like = There is no command { $word }, and no file of that name. lifeline --help lists the commands.
forget-nothing = Nothing is kept of you here.
forget-question =
    This deletes your invitations, your key as a helper, the history and your settings in these folders. Nobody can bring them back: whoever has you on their list of helpers needs your new key. Close Lifeline first.
    Type y and Enter to delete all of it; anything else leaves it as it is.
forget-remedy = Close Lifeline and try again, or delete the folder yourself.
forget-refused = Nothing was deleted.
terminal-switch-password = No password may follow /{ $switch }: everyone on this computer could read it there. Leave it out, and a password is made and shown. To choose one, use lifeline ask with --password-file FILE.
terminal-no-such-file = There is no such file
terminal-panic = Something went wrong inside Lifeline, and it may not go on as it should. This is a fault of the program and not yours; start it again. What happened is in { $log }.

practice-screen-title = Practice screen
practice-screen-explained = This is what your helper sees: a screen made only for this practice, and not your own.
practice-screen-hint = Typed text appears here
practice-screen-clicks = { $count ->
    [0] Click here
    [one] Clicked once
   *[other] Clicked { $count } times
}
practice-greeting = Hello from your helper
practice-no-screen-what = The practice screen did not start.
practice-no-screen-why = The program that makes one (Xvfb) is missing, or does not start.
practice-no-screen-remedy = Run sh assets/setup.sh --run, which installs what it needs, and try again.
practice-own-screen-why = On this system there is no screen but your own, and a practice must not show that one.
practice-own-screen-remedy = Practise on a computer with Linux, or ask for help in earnest and open the invitation on a second computer of yours.
practice-different = The picture that the helper saw was not that of the practice screen.
practice-matched = The helper saw the practice screen as it is.

## Offering help, and being offered it

home-offer = Offer assistance
home-offer-explained = Help someone whose computer lets you offer, without an invitation.

offer-title = Offer assistance
offer-explained = You connect to their computer by its name. You must be on its list of helpers, and the person there is asked as always.
offer-computer = Name or address of their computer
offer-port = Add a colon and a number only if they told you one.
offer-go = Offer my help
offer-incomplete = First fill in their computer and your name.
offer-bad-computer-what = This computer cannot be found.
offer-bad-computer-why = What you wrote is no name or address.
offer-bad-computer-remedy = Write it as they told you, for example office-12, 192.168.1.20:3389 or [2001:db8::1]:3389.
offer-no-port-why = The port is missing.
offer-no-port-remedy = Write HOST:PORT, for example office-12:3389, 192.168.1.20:3389 or [2001:db8::1]:3389.
autostart-what = Whether Lifeline starts when you log in was not changed.
autostart-path = The path of the program cannot be written there.
autostart-remedy = Change it in your system’s own settings for programs that start when you log in.
home-helpers = Who may offer help
offer-recent = You offered help here before
offer-forget = Forget { $computer }
recent-people = You helped these people before
recent-offer = Offer help to { $computer }
recent-known = Last on { $last }, { $times ->
    [one] once
   *[other] { $times } times
} in all.
recent-key-known = It is recognised by its key.
recent-all = Show all { $count }
recent-forget-all = Forget all…
recent-forget-people = Forget the { $count } people whom you helped? What happened stays in the history.
recent-forget-computers = Forget the { $count } computers that you offered help to? They are not recognised then: you compare the words with each of them again.
recent-forget-all-do = Forget all of them
recent-keep = Keep them
recent-forget-what = It is not forgotten.
offer-key = Your helper key
offer-key-explained = Give it to the people you help, so that they can put you on their list. It is no secret.
offer-key-copy = Copy the key
offer-key-copied = Copied.
offer-compare-title = Compare the words
offer-compare-explained = You reach this computer for the first time. Call the person in front of it, and compare these words with those on their screen.
offer-compare-same = The words are the same
offer-compare-differ = They are different
offer-compare-warn = If a single word is different, someone may be listening in between. Then press “{ offer-compare-differ }”: you will not be connected.

compare-title = Someone on your list of helpers offers to help you
compare-explained = They are on this computer’s list of helpers, and they come here for the first time. They see nothing yet. When they call you, compare these words with theirs.
compare-who = They connect from { $address }.
compare-after = When the words are the same, they go on, and you are asked whether they may see your screen.
compare-decline = Do not let them in
compare-silence = Without their word it ends by itself, in { $time }.

question-offered = They offered to help; you did not ask. Their key is on this computer’s list of helpers. They connect from { $address }.
question-offered-caution = If you do not expect them, do not allow it. No bank and no company calls to see your screen.
question-key-known = They gave the right password, and showed a key that this computer knows. They connect from { $address }.

offers-changed-title = What is allowed here has changed
offers-changed-explained = This was changed while a helper used your mouse and keyboard:
offers-changed-effect = It has no effect until you keep it. If you did not want it, put it back as it was.
offers-changed-keep = Keep the change
offers-changed-put-back = Put it back as it was
not-put-back-what = What is allowed here could not be put back as it was.
not-put-back-remedy = The change still has no effect. Look at “{ home-settings }” and “{ home-helpers }”, and change them yourself.

change-listed = Someone was put on the list of helpers.
change-unlisted = Someone was taken off the list of helpers.
change-offers-off = Nobody may offer help any more.
change-offers-view = Helpers on the list may offer to look.
change-offers-control = Helpers on the list may offer to look, and ask to control.
change-authority = Another authority signs for helpers.
change-ask = Help can be asked for.
change-help-others = Others can be helped from here.
change-official = Helpers who are not on the list can be let in.
change-control = Helpers may ask to control.
change-longest-life = Invitations may last longer.
change-session-log = No text file is written when help is given.
change-keep-days = Records are kept for a shorter time.
change-encrypted-only = Invitations may show something to whoever lacks the password.
change-older-encryption = Helpers with older, weaker protection can be let in.
change-port-mapping = The router may be asked to let helpers in.
change-internal-only = Helpers from outside your own network can be let in.
change-longest-session = Help may last longer.
change-ask-again = You are asked less often whether a helper may still look.
change-other = Another setting was changed.

offers-title = Who may offer help
offers-explained = Helpers on the list can come to this computer while Lifeline runs. You are asked every time before they see anything.
offers-off = Nobody may offer help
offers-view = They may offer to look
offers-control = They may offer to look, and ask to control
offers-fixed = Whoever manages this computer decided this.
offers-list = On the list
offers-list-empty = Nobody is on the list.
offers-authority = Helpers whose name this computer’s authority signed may offer help, too.
offers-add = Add someone
offers-add-key = Their helper key
offers-add-name = Their name, as you will read it
offers-add-do = Put them on the list
offers-remove = Take “{ $name }” off the list
offers-autostart = Start when I log in, and wait in the background
offers-waiting = Waiting for offers: helpers on the list can come in.
offers-waiting-elsewhere = Waiting for offers at port { $port }: helpers on the list can come in. The usual port is used by another program, or another one was chosen. A helper who does not find this computer by its name writes :{ $port } after it.
offers-not-waiting = Nobody can come in now. { $why }
offers-waits = A helper has control or had it when this changed: the change counts only after you confirm it.

tray-title = Lifeline waits for helpers who offer their help
tray-explained = Helpers on this computer’s list can come in; you are asked every time. Click to open Lifeline.
tray-shared = Your helper can see your screen
tray-controlled = Your helper can use your mouse and keyboard
tray-paused = Sharing is paused
tray-quit = Quit Lifeline

wait-port-what = Helpers cannot offer help: port { $port } cannot be opened.
wait-ports-what = Helpers cannot offer help: none of the ports { $first } to { $last } can be opened.
wait-port-in-use = Another program uses it.
wait-port-denied = This system does not allow it.
wait-port-remedy = Close that program, or choose another port and tell it to your helpers.
wait-off-what = Offers of help are not allowed on this computer.
wait-off-why = They are off unless someone allows them.
wait-off-remedy = Allow them: lifeline helper offers control, or the settings in the window.

helper-key-what = Your helper key cannot be used.
kept-file-remedy = Look at that file, or at its folder, and try again.
helper-certificate-what = This certificate is not used.
helper-certificate-remedy = Ask the authority for one that belongs to your request.
helper-bad-key-what = Nobody was put on the list.
helper-bad-key-why = This is not a helper key: a letter or digit in it is wrong, or two have changed places.
helper-bad-key-length-why = This is not a helper key: it has { $length } letters and digits in place of { $right }.
helper-bad-key-sign-why = This is not a helper key: no helper key has { $sign } in it.
helper-bad-key-remedy = Compare it with the one that “{ home-offer }” shows there.
helper-bad-name-what = Nobody was put on the list.
helper-bad-name-why = A name has 1 to 64 characters.
helper-bad-name-remedy = Give them a name that you will know them by.
helper-list-what = The list of helpers was not changed.
helper-list-fixed = Whoever manages this computer keeps the list.
helper-list-full = It has { $limit } entries, and takes no more.
helper-list-full-remedy = Take someone off it first.
helper-list-file = { $path } cannot be used ({ $error }).
helper-list-administrator = Do this as the administrator of this computer.
helper-list-mend = Mend that file, then try again.
helper-not-listed = Nobody on the list has this key or name.
helper-list-look = lifeline helper list shows who is on it.
helper-forget-what = { $computer } was not forgotten.
helper-added = { $name } may offer help now, key { $key }.
helper-removed = { $count ->
    [one] One helper was taken off the list.
   *[other] { $count } helpers were taken off the list.
}
helper-offers-off = Nobody may come in all the same: offers are off. Allow them with: lifeline helper offers control
helper-forgotten = { $computer } is forgotten: the words are compared again next time.
helper-not-known = { $computer } was not known.
helper-used = Your certificate is in use.
helper-request-next = Send this to whoever signs the keys of helpers, and use what they send back with: lifeline helper use-certificate FILE
helper-request-what = There is no request.
helper-machine-list-empty = The list of this computer is empty now, and nobody can add to it but an administrator. To leave it to the users again, take “helpers” out of { $path }.

help-end-computer-what = That computer did not answer.
help-end-computer-why = It is off, has another name here, or Lifeline does not wait for offers on it, or only at another port.
help-end-computer-remedy = Compare the name or address with them, and ask whether Lifeline runs there. If theirs shows a port, write a colon and that number after the name. Or ask them to invite you.
help-end-not-allowed-what = Their computer does not take your offer.
help-end-not-allowed-why = Offers are not allowed there, or you are not on its list of helpers.
help-end-not-allowed-remedy = Give them your helper key (“{ home-offer }” shows it), or ask them to invite you.
help-end-changed-what = This is not the computer that answered here before.
help-end-changed-why = Its key has changed: someone stands between you, another computer has this name now, or theirs was set up anew.
help-end-changed-remedy = Ask them. If theirs was set up anew, forget the old one (lifeline helper forget), and compare the words again.
help-end-words-what = You ended it, because the words were different.
help-end-words-why = Someone stands between you and them, or you called someone else than the person in front of that computer.
help-end-words-remedy = Try it from another network, or ask them to invite you.

terminal-compare = Call the person in front of { $address } and compare these words with those on their screen. If all are the same, type words-match; if one differs, words-differ.
terminal-compare-novice = Someone at { $address } is on this computer’s list of helpers and offers to help for the first time. Compare these words with theirs when they call; type decline to refuse them.
terminal-no-words = No words are being compared.
terminal-offers-changed = This was changed while a helper had control: { $changes } Type keep-offers if you want it so, or put-back-offers if not; until then nothing is allowed that was not before.
terminal-waiting-offers = Waiting for helpers who offer their help, at port { $port }. Type stop to end it.
terminal-waiting-offers-elsewhere = Waiting for helpers who offer their help, at port { $port }: the usual one is used by another program, or another one was chosen. A helper who does not find this computer by its name writes :{ $port } after it. Type stop to end it.

# A part of the program that broke down

fault-what = Something in Lifeline has failed, so everything was ended.
fault-why = This is a mistake in the program; the log says where.
fault-remedy = Nobody sees or uses this computer. Start Lifeline again, and report the mistake if you can.

# Control that cannot begin

control-start-what = Your helper cannot control this computer.
control-start-why = This system does not let programs use the mouse and keyboard ({ $error }).
control-silent-why = Its screen or its disk does not answer at the moment.
control-start-remedy = They can still see your screen and tell you what to do.

## What the system says, and what is wrong with what is kept

system-not-found = there is no such file or folder
system-denied = it is not allowed
system-exists = there is something of that name already
system-full = the disk is full
system-read-only = the disk can only be read
system-folder = a folder has that name
system-no-folder = a part of the path is not a folder
system-in-use = another program uses it
system-no-network = the network cannot be reached
system-nobody = nothing answers there
system-broken = the connection broke
system-slow = it took too long
system-senseless = what stands there makes no sense
system-memory = there is not enough memory
system-number = error number { $number }
system-unnamed = it did not work, and there is no name for why

kept-unread = { $path } cannot be read: { $error }.
kept-damaged = { $path } is damaged.
kept-unwritten = { $path } cannot be written: { $error }.
kept-exists = { $path } is there already.
kept-no-key = No key could be made.
kept-no-random = This computer gives no random numbers.
kept-no-home = This user has no folder in which Lifeline could keep anything.
kept-silent = The disk does not answer.
kept-too-many = As many invitations are in force as there can be.

dead-expired = It expired while Lifeline was not running.
dead-keys-lost = Its keys are lost.
dead-damaged = What was kept of it is damaged.
dead-listen = Lifeline cannot listen for it any more: { $error }.

mail-failed = The email program could not be opened.

screen-silent = the screen does not answer
screen-monitor = the screen that was shown is not there any more
screen-ended = the system ended it
screen-portal = the desktop does not show its screen to programs
screen-refused = the system does not give the picture
screen-colours = the screen has too few colours
screen-large = the screens together are too large
desktop-lacks = it lacks { $part }
input-stopped = Lifeline had stood still, and what it held was let go
input-refused = the system did not take what was pressed
input-xwayland = it is a Wayland desktop, where only windows of older programs could be reached
input-keymap = its keyboard layout cannot be read
input-permission = Lifeline is not allowed yet to watch the keyboard

router-said-nothing = it does not answer
router-said-no = it refused with error { $code }
router-said-nonsense = its answers make no sense
router-said-taken = another program is let in there

certificate-unread = The certificate cannot be read.
certificate-not-signed = The authority does not stand for this certificate.
certificate-nameless = The certificate bears no name.
certificate-other-key = The certificate is for another key.
certificate-other-kind = The key is of another kind than those of helpers.

snapshot-not-whole = no whole picture has arrived yet
secret-unread = The password file { $path } cannot be read: { $error }. Check its name, and that you may read it.
secret-empty = The password file { $path } holds no password in its first line.
secret-no-terminal = The password cannot be asked for, since there is no terminal: { $error }. Use { $option }.

practice-place-foreign = { $path } was not made for a practice.
practice-place-server = The program { $program }, which makes the screen, cannot be started: { $error }.
practice-place-silent = The screen for the practice does not answer.
