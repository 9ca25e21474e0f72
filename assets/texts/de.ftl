### Every text of Lifeline, in German.
### Words: Einladung, die Person, die Ihnen hilft (your helper; short, in the bar: die helfende Person), Helfende (helpers in general:
### Liste der Helfenden, Helferschlüssel), die Person, der Sie helfen, Bildschirm, Freigabe beenden (stop sharing), Steuerung
### zurücknehmen, Bildschirm zeigen, Passwort, Router, Schlüssel (Taste on the keyboard), Hilfe anbieten (offers: Hilfsangebote),
### gültig (in force), zurückziehen (cancel an invitation), gesperrt (closed), die Eingabetaste drücken (press Enter), Antwort (reply), Verlauf (history, journal),
### Aufzeichnungen (records), wer diesen Computer verwaltet, Regeln, Richtlinie (policy), hereinlassen (of people), durchlassen (of routers).
language-name = Deutsch

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what }: { $about }
window-title = Lifeline
practice-window-title = Lifeline: Übung
back-home = Zurück zum Anfang
close-window = Dieses Fenster schließen

## Lengths of time

day-and-time =
    { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[other] Dezember
    } { $year }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days =
    { $days ->
        [one] { $days } Tag
       *[other] { $days } Tage
    }
duration-days-hours =
    { $days ->
        [one] { $days } Tag { $hours } h
       *[other] { $days } Tage { $hours } h
    }

## The first screen

home-title = Was möchten Sie tun?
home-ask = Um Hilfe bitten
home-ask-explained = Eine Person Ihres Vertrauens sieht Ihren Bildschirm, aber erst, wenn Sie Ja gesagt haben.
home-help = Jemandem helfen
home-help-explained = Öffnen Sie die Einladung, die Sie bekommen haben.
home-in-force =
    { $count ->
        [0] Gültige Einladungen
       *[other] Gültige Einladungen ({ $count })
    }
home-settings = Einstellungen
home-history = Verlauf
home-guide = So geht es
home-practise = Üben
home-about = Über Lifeline und seine Grenzen

## How it works, in short

guide-title = So geht es
guide-ask = Wenn Sie Hilfe brauchen
guide-ask-how = Wählen Sie „{ home-ask }“, und senden Sie die Einladung, die dann erstellt wird. Rufen Sie danach die Person an, die Ihnen hilft, und sagen Sie ihr das Passwort.
guide-help = Wenn Sie jemandem helfen
guide-help-how = Wählen Sie „{ home-help }“, und öffnen Sie die Einladung, die Sie bekommen haben. Das Passwort sagt man Ihnen am Telefon, und am anderen Computer wird erlaubt, dass Sie ihn sehen.
guide-see = Was zu sehen ist
guide-see-how = Nichts, bevor Sie Ja sagen. Danach alles auf Ihrem Bildschirm, bis Sie die Freigabe beenden: Schließen Sie vorher E-Mail, Bank und Fotos. Klicken oder tippen kann die Person nur, wenn Sie auf eine zweite Frage Ja sagen.
guide-stop = Wie Sie es beenden
guide-stop-how = Solange Sie etwas zeigen, sagt eine Leiste oben auf Ihrem Bildschirm, was die Person tun kann. „{ bar-stop }“ beendet es sofort. Nach „{ bar-take-back }“ kann sie nur noch zusehen; wo die Leiste es sagt, genügt dafür die Esc-Taste.
guide-stop-keys = Ohne Maus drücken Sie Strg+Alt+Leertaste, wo die Leiste es sagt: Damit bedient die Tastatur die Leiste, bis Sie Esc drücken. Solange die helfende Person steuert, drücken Sie zuerst Esc.
guide-fraud = Wenn Sie angerufen wurden
guide-fraud-how = Weder Banken noch Firmen noch die Polizei rufen an, um Ihren Bildschirm zu sehen. Wenn jemand Sie angerufen hat und das verlangt, sagen Sie hier Nein, und legen Sie auf.
guide-practise = Erst ausprobieren
guide-practise-how = Die Übung zeigt beide Seiten auf diesem Computer. Niemand sonst ist dabei, und Ihr eigener Bildschirm wird nicht gezeigt.
practice-open = Die Übung ist in einem eigenen Fenster geöffnet.
greyed-busy = Das wartet, bis fertig ist, was Sie zuletzt getan haben.
greyed-reading = Die Regeln dieses Computers werden noch gelesen.
greyed-empty = Füllen Sie zuerst aus, was darüber steht.
greyed-answer = Sie können antworten, sobald die Frage einen Augenblick zu sehen war.
greyed-allow = Sie können es erlauben, sobald die Frage einen Augenblick zu sehen war und Sie auf alles darin geantwortet haben.
greyed-saving = Ein Bild wird gerade gespeichert: Sagen Sie zuerst, wohin, oder schließen Sie das.

## About

about-title = Über Lifeline
about-version = Version { $version }
about-purpose = Mit Lifeline sieht eine Person Ihres Vertrauens Ihren Bildschirm und benutzt, wenn Sie es erlauben, Ihre Maus und Tastatur. Sie brauchen kein Konto, und kein Unternehmen steht zwischen Ihnen.
about-limits = Was Lifeline nicht tut
about-limit-asked = Niemand sieht etwas, bevor Sie an diesem Computer Ja sagen. Sie werden jedes Mal und bei jeder Person gefragt.
about-limit-absent = Niemand kann sich in Ihrer Abwesenheit verbinden, Ihnen Ihren eigenen Bildschirm verbergen oder Ihre eigene Maus und Tastatur sperren.
about-limit-reach = Der Computer der Person, die Ihnen hilft, muss Ihren Computer erreichen können. Wenn das nicht geht, erfährt die Person es.
about-limit-fraud = Keine Bank und keine Firma ruft an, um Ihren Bildschirm zu sehen. Wenn jemand Sie angerufen hat und das verlangt, legen Sie auf.

## Asking for help

ask-title = Um Hilfe bitten
ask-explained = Sie erstellen eine Einladung und senden sie einer Person Ihres Vertrauens. Dann sagen Sie ihr das Passwort am Telefon.
ask-life = Wie lange ist die Einladung gültig?
ask-screen = Was ist zu sehen?
ask-screen-all = Alle Bildschirme
ask-screen-one = Bildschirm { $number }: { $name } ({ $width } × { $height })
ask-limits = Grenzen
ask-view-only = Nur zusehen lassen: Maus und Tastatur bleiben immer bei mir
ask-older-windows = Auch ein älteres Windows hereinlassen
ask-older-windows-explained = Ein älteres Windows schützt die Verbindung nur schwach: Unterwegs könnte jemand mitlesen, was Sie zeigen. Schalten Sie das nur ein, wenn es nötig ist.
ask-life-fixed = Wer diesen Computer verwaltet, erlaubt keine längere Gültigkeit.
ask-port-what = An Port { $port } könnte Sie niemand erreichen: Er lässt sich nicht öffnen.
ask-no-port-what = Niemand könnte Sie erreichen: Es lässt sich kein Port öffnen.
ask-port-remedy = Wählen Sie einen anderen Port oder keinen; dann wird ein freier genommen.
ask-store-what = Die Einladung konnte nicht gespeichert werden, deshalb wurde keine erstellt.
ask-store-remedy = Schaffen Sie Platz auf der Festplatte, oder sehen Sie sich diesen Ordner an, und bitten Sie dann noch einmal um Hilfe.
ask-keys-what = Es konnte keine Einladung erstellt werden.
ask-keys-why = Die Schlüssel dafür konnten nicht erzeugt werden.
ask-keys-remedy = Versuchen Sie es noch einmal.
new-address-what = Dieser Computer hat eine neue Adresse.
new-address-why = Er hat das Netzwerk gewechselt oder war im Ruhezustand.
new-address-remedy = Vielleicht erreicht die Person, die Ihnen hilft, Sie mit der bisherigen Einladung nicht mehr. Senden Sie ihr dann eine neue.
ask-own-setting = Das haben Sie in den Einstellungen ausgeschaltet.
ask-make = Einladung erstellen
making-title = Die Einladung wird erstellt
making-explained = Dabei entstehen Schlüssel, die nur für diese Einladung gelten. Das dauert einige Sekunden; bisher { $seconds } s.

## An invitation

invitation-title = Ihre Einladung
invitation-waiting = Wartet auf die Person, die Ihnen hilft · gültig bis { $until } · noch { $left }
invitation-connected = Die Person, die Ihnen hilft, ist da. Sie werden gleich gefragt.
invitation-failed-tries =
    { $count ->
        [one] Jemand hat einmal ein falsches Passwort eingegeben. Nach fünf falschen Passwörtern wird diese Einladung gesperrt.
       *[other] Jemand hat { $count }-mal ein falsches Passwort eingegeben. Nach fünf falschen Passwörtern wird diese Einladung gesperrt.
    }
invitation-send = 1. Einladung senden
invitation-save = Einladung speichern…
invitation-mail = Per E-Mail senden
invitation-copy = Als Text kopieren
invitation-webmail = Ich nutze E-Mail im Browser
invitation-working = Einen Moment…
invitation-mailed = Die Einladung ist in Ihrem E-Mail-Programm. Prüfen Sie die E-Mail, und senden Sie sie ab.
invitation-copied = Kopiert. Fügen Sie den Text in eine Nachricht an die Person ein, die Ihnen hilft.
invitation-saved = Gespeichert: { $path }
invitation-save-path = Einladung speichern unter
invitation-save-here = Hier speichern
invitation-save-close = Schließen
invitation-file-name = Einladung.msrcIncident
invitation-tell = 2. Passwort durchgeben
invitation-password = Passwort zum Durchgeben
invitation-tell-explained = Sagen Sie das Passwort am Telefon; schreiben Sie es nie in dieselbe E-Mail.
invitation-spell = Buchstabieren
invitation-spell-hide = Nicht mehr buchstabieren
invitation-weak = Diese Einladung lässt auch ein älteres Windows herein, mit schwächerem Schutz.
invitation-stuck = Nur falls die Person, die Ihnen hilft, diesen Computer nicht erreicht:
router-mapped = Die Person, die Ihnen hilft, kann Sie von überall erreichen: Der Router lässt sie unter { $address } durch.
router-none = Dieser Computer ist nicht mit dem Internet verbunden. Nur wer im selben Netzwerk ist, kann Sie erreichen.
router-not-needed = Dieser Computer hat eine öffentliche Adresse; der Router muss nicht gefragt werden.
router-public-network = Ihr System stuft dieses Netzwerk als öffentlich ein. Deshalb wurde der Router nicht gebeten, jemanden durchzulassen.
router-silent = Der Router lässt von sich aus niemanden durch. Wer im selben Netzwerk ist, kann Sie erreichen; andere nur, wenn der Router dafür eingerichtet wird.
router-second = Der Router steht selbst hinter einem anderen (außen hat er { $address }). Deshalb kann Sie aus dem Internet niemand erreichen. Wer im selben Netzwerk ist, kann es.
router-taken = Dieser Zugang am Router ist schon anderweitig belegt. Wer im selben Netzwerk ist, kann Sie erreichen; für andere erstellen Sie eine neue Einladung.
router-refused = Der Router hat abgelehnt, jemanden durchzulassen (Fehler { $code }). Wer im selben Netzwerk ist, kann Sie erreichen; andere nur, wenn der Router dafür eingerichtet wird.
router-failed = Der Router konnte nicht gebeten werden, jemanden durchzulassen ({ $why }). Wer im selben Netzwerk ist, kann Sie erreichen.
invitation-examine = Bin ich erreichbar?
invitation-examining = Dieser Computer, seine Firewall und der Router werden geprüft…
invitation-connect = Verbindung selbst aufbauen…
invitation-reply-explained = Wenn die Person, die Ihnen hilft, Sie nicht erreicht, kann sie Ihnen eine Antwort senden. Fügen Sie diese hier ein: Dann verbindet sich Ihr Computer mit dem anderen, und Sie werden wie immer gefragt.
invitation-reply = Erhaltene Antwort
invitation-reply-use = Verbindung aufbauen
invitation-dialling = Verbindung zum Computer der Person, die Ihnen hilft, wird aufgebaut…
invitation-cancel = Einladung zurückziehen
reply-none-what = Das ist keine Antwort auf Ihre Einladung.
reply-none-why = Vielleicht wurde etwas anderes kopiert; eine Antwort beginnt mit LIFELINE-REPLY.
reply-none-remedy = Kopieren Sie die ganze Antwort, die Sie bekommen haben, und fügen Sie sie noch einmal ein.
reply-damaged-what = Die Antwort ist beschädigt.
reply-damaged-why = Vielleicht fehlt ein Teil, oder ein Buchstabe ist falsch.
reply-damaged-remedy = Kopieren Sie noch einmal die ganze Antwort, oder lassen Sie sich die Antwort noch einmal senden.
reply-newer-what = Die Antwort kann nicht gelesen werden.
reply-newer-why = Die Person, die Ihnen hilft, verwendet ein neueres Lifeline.
reply-newer-remedy = Verwenden Sie auf beiden Computern das neueste Lifeline.
reply-foreign-what = Diese Antwort gehört zu keiner Einladung, die hier gültig ist.
reply-foreign-why = Vielleicht wurde eine ältere oder eine andere Einladung geöffnet.
reply-foreign-remedy = Senden Sie der Person, die Ihnen hilft, diese Einladung, und bitten Sie sie um eine neue Antwort.
reply-forged-what = Die Antwort wurde nicht verwendet.
reply-forged-why = Von wem sie auch kommt: Das Passwort Ihrer Einladung ist dort nicht bekannt, oder unterwegs wurde ein Buchstabe verändert.
reply-forged-remedy = Machen Sie nicht weiter. Rufen Sie die Person an, die Ihnen hilft, und fragen Sie, ob die Antwort von ihr kommt.
reply-expired-what = Die Antwort ist abgelaufen.
reply-expired-why = Der Computer der Person, die Ihnen hilft, wartet nur eine begrenzte Zeit.
reply-expired-remedy = Bitten Sie um eine neue Antwort, und verwenden Sie sie gleich.
reply-forbidden-what = Die Antwort wurde nicht verwendet.
reply-forbidden-why = Wer diesen Computer verwaltet, erlaubt nur Hilfe aus demselben Netzwerk, und diese Antwort kommt von anderswo.
reply-forbidden-remedy = Fragen Sie dort nach.
reply-unreachable-what = Der Computer der Person, die Ihnen hilft, war nicht zu erreichen.
reply-unreachable-why = Vielleicht ist Lifeline dort geschlossen, oder auch das Netzwerk dort lässt niemanden herein.
reply-unreachable-remedy = Fragen Sie, ob Lifeline dort noch wartet, und bitten Sie um eine neue Antwort. Wenn beide Netzwerke niemanden hereinlassen, muss einer der beiden Router dafür eingerichtet werden.
reply-somebody-what = Die Person, die Ihnen hilft, wurde nicht gefunden.
reply-somebody-why = An der Stelle, die in der Antwort steht, hat ein anderer Computer geantwortet, oder Lifeline wartet dort nicht mehr.
reply-somebody-remedy = Bitten Sie um eine neue Antwort.
router-here-none = Dieser Computer ist nicht mit dem Internet verbunden. Nur wer im selben Netzwerk ist, kann sich mit Ihnen verbinden.
router-here-public-network = Ihr System stuft dieses Netzwerk als öffentlich ein. Deshalb wurde der Router nicht gebeten, die Person durchzulassen. Wer im selben Netzwerk ist, kann sich mit Ihnen verbinden.
router-here-second = Ihr Router steht selbst hinter einem anderen (außen hat er { $address }). Deshalb kann sich die Person nicht aus dem Internet mit Ihnen verbinden.
router-here-closed = Ihr Router lässt die Person nicht von sich aus durch. Die Verbindung gelingt, wenn sie im selben Netzwerk ist oder der Router dafür eingerichtet wird.
webmail-file = Die Einladung wird als Datei gebraucht: Speichern Sie sie, oder lassen Sie sie in Ihren Download-Ordner legen.
webmail-how = Schreiben Sie im Browser eine neue E-Mail, wählen Sie „Datei anhängen“ (oft eine Büroklammer) und dann diese Datei. Senden Sie die E-Mail, und sagen Sie das Passwort am Telefon.
webmail-show = Dort ablegen und anzeigen
webmail-shown = Der Ordner mit der Datei ist geöffnet: { $path }
webmail-put = Die Datei liegt hier: { $path }
webmail-draft = E-Mail-Entwurf erstellen
webmail-drafted = Der Entwurf ist fertig: { $path }

cancel-question = Diese Einladung zurückziehen? Die Person, die Ihnen hilft, kann sie dann nicht mehr verwenden.
cancel-keep = Einladung behalten
cancel-do = Jetzt zurückziehen
lapse-expired-what = Ihre Einladung ist abgelaufen.
lapse-expired-why = Die Zeit dafür war um.
lapse-expired-unused = Niemand hat sie verwendet, bevor ihre Zeit um war.
lapse-expired-remedy = Erstellen Sie eine neue, wenn Sie noch Hilfe brauchen.
lapse-closed-what = Ihre Einladung ist gesperrt.
lapse-closed-why = Jemand hat fünfmal ein falsches Passwort eingegeben.
lapse-closed-remedy = Fragen Sie die Person, die Ihnen hilft, ob sie es war. Erstellen Sie dann eine neue Einladung.

## A password, spelled on the telephone

spell-letter = { $letter ->
    [A] A wie Anton
    [B] B wie Berta
    [C] C wie Cäsar
    [D] D wie Dora
    [E] E wie Emil
    [F] F wie Friedrich
    [G] G wie Gustav
    [H] H wie Heinrich
    [I] I wie Ida
    [J] J wie Julius
    [K] K wie Kaufmann
    [L] L wie Ludwig
    [M] M wie Martha
    [N] N wie Nordpol
    [O] O wie Otto
    [P] P wie Paula
    [Q] Q wie Quelle
    [R] R wie Richard
    [S] S wie Samuel
    [T] T wie Theodor
    [U] U wie Ulrich
    [V] V wie Viktor
    [W] W wie Wilhelm
    [X] X wie Xanthippe
    [Y] Y wie Ypsilon
    [Z] Z wie Zacharias
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] null
    [1] eins
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
    [7] sieben
    [8] acht
    [9] neun
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] Bindestrich
    [underscore] Unterstrich
    [dot] Punkt
    [comma] Komma
    [exclamation] Ausrufezeichen
    [question] Fragezeichen
    [at] At-Zeichen
    [hash] Rautezeichen
    [star] Stern
    [slash] Schrägstrich
    [plus] Plus
    [blank] Leerzeichen
   *[other] { $sign }
}
spell-capital = groß { $spelled }
spell-small = klein { $spelled }
spell-all-capitals = Alle Buchstaben sind groß.
spell-all-small = Alle Buchstaben sind klein.

## The invitations in force

in-force-title = Gültige Einladungen
in-force-none = Keine Einladung ist gültig. Niemand kann sich verbinden.
in-force-view-only = Damit kann man nur zusehen.
in-force-control = Damit kann man zusehen; bevor jemand Ihre Maus und Tastatur benutzt, werden Sie gefragt.
in-force-show = Wieder anzeigen
in-force-dead = Eine frühere Einladung funktioniert nicht mehr: { $reason }

## Closing the window while an invitation waits

closing-title = Ihre Einladung ist noch gültig
closing-explained = Solange Lifeline geschlossen ist, kann sich niemand verbinden. Die Einladung funktioniert wieder, wenn Sie Lifeline vor { $until } öffnen.
closing-stay = Nicht schließen
closing-keep = Schließen und Einladung behalten
closing-cancel = Schließen und Einladung zurückziehen

## The questions

question-view-title = Jemand möchte Ihren Bildschirm sehen
name-claimed = Die Person nennt sich:
name-known = Dieser Computer kennt die Person unter dem Namen:
name-offered-to = Sie haben diesem Computer Hilfe angeboten:
name-none = Es wurde kein Name angegeben.
question-view-who = Die Person hat das richtige Passwort eingegeben. Die Verbindung kommt von { $address }. Der Name ist selbst gewählt und nicht überprüft.
question-view-means = Die Person sieht alles auf diesem Bildschirm, bis Sie die Freigabe beenden. Klicken oder tippen kann sie nicht, außer wenn Sie es später erlauben.
question-private = Schließen Sie, was niemand sehen soll: E-Mail, Bank, Fotos.
question-desktop-asks = Nach Ihrem Ja fragt Ihr Desktop noch einmal: Wählen Sie dort den Bildschirm oder das Fenster, das die Person sehen darf.
question-desktop-asks-control = Nach Ihrem Ja fragt Ihr Desktop noch einmal: Erlauben Sie dort Maus und Tastatur, und wählen Sie denselben Bildschirm.
question-view-caution = Keine Bank und keine Firma ruft an, um Ihren Bildschirm zu sehen.
question-caller = Haben Sie angerufen, oder wurden Sie angerufen?
question-caller-novice = Ich habe angerufen
question-caller-helper = Ich wurde angerufen
question-caller-first = Sagen Sie zuerst, wer anrief.
question-caller-counts = Lassen Sie sich Zeit: In { $seconds } s können Sie Ihren Bildschirm zeigen.
question-caller-over = Sie können Ihren Bildschirm jetzt zeigen.
question-caller-now = (jetzt)
question-view-allow = Bildschirm zeigen
question-control-title = Darf die Person Ihre Maus und Tastatur benutzen?
question-control-means = Die Person kann dann klicken und tippen, als säße sie hier, bis Sie die Steuerung zurücknehmen. Ihre eigene Maus und Tastatur funktionieren weiter.
question-control-caution = Sehen Sie zu, was getan wird. Wird Ihr Bankkonto oder Ihre E-Mail geöffnet, oder sollen Sie Gutscheinkarten kaufen oder Geld senden, dann ist es Betrug: Beenden Sie die Freigabe.
question-control-allow = Maus und Tastatur freigeben
question-control-prompts = Auch die Berechtigungsfragen von Windows beantworten lassen

## "They called me"

called-title = Sie wurden angerufen
called-means = Wer anruft und dann Ihren Bildschirm sehen will, betrügt fast immer, so freundlich, dringend oder amtlich es auch klingt. Weder Banken noch Firmen noch die Polizei tun das.
called-do = Beenden Sie hier alles, und legen Sie dann auf. Sie schulden keine Antwort. Möchten Sie wissen, ob es stimmte, dann rufen Sie selbst bei der Bank oder der Firma an, unter einer Nummer aus Ihren eigenen Unterlagen.
called-end = Alles beenden
called-back = Zurück zur Frage
question-weak = Die Verbindung ist nur schwach geschützt, weil das Programm der Person alt ist.
question-again = Sie haben das schon einmal erlaubt. Wer diesen Computer verwaltet, möchte, dass Sie noch einmal gefragt werden.
question-notice = Hinweis der Verwaltung dieses Computers: { $notice }
question-refuse = Nicht erlauben
question-locked = (in { $seconds } s)
question-silence = Wenn Sie nicht antworten, gilt das in { $seconds } s als Nein.
question-wrong = Etwas stimmt nicht: alles beenden
question-details = Details
question-details-hide = Details ausblenden
question-details-address = Adresse: { $address }
question-details-strong = Schutz: stark. Was Sie zeigen, kann unterwegs niemand lesen.
question-details-weak = Schutz: schwach (nur RC4). Unterwegs könnte jemand mitlesen, was Sie zeigen.
question-details-reached = Das Programm der Person hat geprüft, dass es diesen Computer erreicht hat.
question-details-not-reached = Das Programm der Person kann nicht prüfen, ob es Sie erreicht hat.

## Called to a question, by the desktop's notification

call-view = Jemand möchte Ihren Bildschirm sehen
call-view-text = Lifeline hat eine Frage an Sie. Niemand sieht etwas, bevor Sie Ja sagen.
call-control = Die helfende Person möchte Ihre Maus und Tastatur benutzen
call-control-text = Lifeline hat eine Frage an Sie. Niemand klickt oder tippt, bevor Sie Ja sagen.
call-offer = Jemand bietet Ihnen Hilfe an
call-offer-text = Lifeline zeigt Ihnen Wörter, die Sie gemeinsam vergleichen.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = Hilfe aus der Ferne wird erwartet oder läuft.

## The bar while sharing

bar-name = Ihr Bildschirm ist freigegeben
bar-view-asked = Jemand möchte Ihren Bildschirm sehen: Die Frage steht im Fenster von Lifeline
bar-control-asked = Die helfende Person möchte Ihre Maus und Tastatur benutzen: Die Frage steht im Fenster von Lifeline
bar-desktop-asks = Ihr Desktop fragt Sie jetzt: Wählen Sie, was gezeigt werden darf
bar-desktop-asks-control = Ihr Desktop fragt Sie jetzt: Erlauben Sie dort Maus und Tastatur
bar-seeing = Die helfende Person sieht Ihren Bildschirm · { $time }
bar-controlling = Die helfende Person kann Ihre Maus und Tastatur benutzen · { $time }
bar-paused = Angehalten: Die helfende Person sieht nichts Neues · { $time }
bar-escape = Mit Esc zurücknehmen
bar-shortcut = Mit { $keys } zurücknehmen
bar-keyboard = Tastatur: Strg+Alt+Leertaste
bar-pause = Anhalten
bar-resume = Fortsetzen
bar-allow-control = Steuerung erlauben
bar-control-impossible = Auf diesem Desktop kann kein Programm Ihre Maus und Tastatur benutzen.
bar-take-back = Steuerung zurücknehmen
bar-show-question = Frage zeigen
bar-stop = Freigabe beenden
bar-note-escape = Esc hat die Steuerung zurückgenommen.
bar-note-taken-back = Sie haben die Steuerung zurückgenommen.
bar-note-given-back = Die helfende Person hat die Steuerung zurückgegeben.
bar-note-refused = Die Steuerung wurde nicht erlaubt.
bar-note-desktop-refused = Die Frage des Desktops wurde nicht mit Ja beantwortet: Die Steuerung wurde nicht erlaubt.
bar-note-hidden = Etwas hatte diese Leiste verdeckt, deshalb wird nichts gezeigt. Setzen Sie die Freigabe nur fort, wenn Sie wissen, warum.
bar-note-system-asks = Windows fragt Sie etwas, das nur Sie beantworten können. Die helfende Person sieht davon nichts und erreicht es nicht.
bar-note-protected = Ein Programm hält sein Fenster aus dem Bild heraus: Die helfende Person sieht dort Schwarz.
bar-note-forbidden = Wer diesen Computer verwaltet, erlaubt die Steuerung nicht mehr.
bar-note-input-lost = Lifeline war eine Weile angehalten, deshalb ist die Steuerung beendet.

## Why it ended

ended-ask-again = Erneut bitten
ended-waiting =
    { $count ->
        [one] Ihre Einladung ist noch gültig und kann wieder verwendet werden; Sie werden dann wieder gefragt.
       *[other] { $count } Einladungen sind noch gültig und können wieder verwendet werden; Sie werden dann wieder gefragt.
    }
ended-waiting-other =
    { $count ->
        [one] Eine andere Einladung von Ihnen ist noch gültig.
       *[other] { $count } andere Einladungen von Ihnen sind noch gültig.
    }
ended-cancel =
    { $count ->
        [one] Einladung zurückziehen
       *[other] Alle { $count } Einladungen zurückziehen
    }
ended-cancelled =
    { $count ->
        [one] Die Einladung ist zurückgezogen. Niemand kommt mehr mit ihr herein.
       *[other] Alle { $count } Einladungen sind zurückgezogen. Niemand kommt mehr mit ihnen herein.
    }
ended-fraud = Ich glaube, es war Betrug

## What happened, after the end

summary-title = Was geschehen ist
summary-when = { $when }, { $time } lang, von { $address }
summary-save = Bericht speichern
summary-print = Bericht drucken
summary-saved = Gespeichert: { $path }
summary-printed = Der Bericht ist beim Drucker.
summary-opened = Kein Drucker nimmt den Bericht direkt an. Er ist gespeichert und öffnet sich in einem Programm, das ihn drucken kann: { $path }
summary-kept = Kein Drucker nimmt den Bericht an, und kein Programm hat ihn geöffnet. Er ist gespeichert: { $path }
summary-file-name = Hilfe { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = Wenn es Betrug war
fraud-calm = Niemand sieht Ihren Bildschirm mehr. Wer so betrügt, hat Übung darin, und es trifft auch vorsichtige Menschen. Was Sie in der nächsten Stunde tun, hilft.
fraud-step = { $number }. { $what }
fraud-call = Beenden Sie das Gespräch
fraud-call-how = Legen Sie auf, und nehmen Sie keinen weiteren Anruf an. Vielleicht klingelt es noch einmal, und es meldet sich Ihre Bank, die Polizei oder jemand, der Ihr Geld zurückholt: Es sind dieselben Leute.
fraud-bank = Rufen Sie Ihre Bank an
fraud-bank-how = Nehmen Sie die Nummer von Ihrer Karte oder einem Kontoauszug, nie eine, die Ihnen genannt wurde. Lassen Sie Karten und Onlinebanking sperren, auch wenn nichts zu fehlen scheint. Haben Sie Gutscheinkarten gekauft, rufen Sie den Anbieter an, und heben Sie Karten und Beleg auf.
fraud-computer = Trennen Sie diesen Computer vom Netz
fraud-computer-how = Konnten Maus und Tastatur benutzt werden, schalten Sie das WLAN aus, oder ziehen Sie das Kabel. Lassen Sie jemanden, den Sie kennen, den Computer ansehen, bevor Sie ihn wieder für Bank oder E-Mail benutzen.
fraud-passwords = Ändern Sie Ihre Passwörter
fraud-passwords-how = An einem anderen Computer oder Telefon: zuerst das Ihrer E-Mail, dann das Ihrer Bank, dann alle, die Sie eingetippt haben oder die zu sehen waren.
fraud-police = Sagen Sie es der Polizei
fraud-police-how =
    { $country ->
        [DE] Erstatten Sie Anzeige bei der Polizei, auf einer Wache oder bei der Onlinewache Ihres Bundeslands.
        [AT] Erstatten Sie Anzeige in einer Polizeiinspektion.
        [CH] Erstatten Sie Anzeige bei der Kantonspolizei.
        [GB] Melden Sie es der Polizei: Die landesweite Meldestelle für Betrug nimmt es online und am Telefon auf, in Schottland die Polizei.
        [US] Melden Sie es der örtlichen Polizei, der Federal Trade Commission und dem Internet Crime Complaint Center des FBI.
       *[other] Melden Sie es der Polizei, auf einer Wache oder online.
    } Tun Sie das auch, wenn nichts gestohlen wurde. Was Lifeline aufgezeichnet hat, die Nachrichten und die Telefonnummer helfen der Polizei.
fraud-later = In den nächsten Wochen
fraud-later-how = Sehen Sie täglich Ihre Konten durch. Erzählen Sie jemandem, dem Sie vertrauen, was geschehen ist: Wer gewarnt ist, lässt sich schwerer täuschen.
fraud-keep = Für die Bank und die Polizei: was geschehen ist, wie dieser Computer es aufgezeichnet hat.
ended-in-force = Gültige Einladungen
end-again-remedy = Wenn Sie noch Hilfe brauchen, sagen Sie es der Person, die Ihnen hilft, oder bitten Sie noch einmal um Hilfe.
end-stopped-what = Sie haben die Freigabe beendet.
end-stopped-why = Niemand sieht Ihren Bildschirm mehr.
end-stopped-remedy = Wenn niemand wiederkommen soll, ziehen Sie die Einladung zurück.
end-closed-what = Die Hilfe wurde beendet.
end-closed-why = Lifeline wurde hier geschlossen, und niemand sieht Ihren Bildschirm mehr.
end-closed-remedy = Öffnen Sie Lifeline wieder, wenn Sie noch Hilfe brauchen; Ihre Einladung gilt, bis sie abläuft.
end-window-what = Ein anderes Programm hat das Fenster von Lifeline geschlossen, und damit die Leiste.
end-window-why = Darum ist alles beendet: Niemand sieht oder benutzt diesen Computer.
end-window-remedy = Bitten Sie wieder um Hilfe, wenn Sie noch welche brauchen.
all-closed-what = Alles ist beendet, und jeder Zugang ist geschlossen.
all-closed-why = Niemand sieht Ihren Bildschirm, und alle Einladungen sind zurückgezogen.
all-closed-remedy = Wenn jemand Sie angerufen und das verlangt hat, legen Sie auf, und sagen Sie nichts mehr.
all-closed-offers-why = Niemand sieht Ihren Bildschirm. Alle Einladungen sind zurückgezogen, und Hilfsangebote werden nicht hereingelassen.
all-closed-offers-remedy = Wenn jemand Sie angerufen und das verlangt hat, legen Sie auf, und sagen Sie nichts mehr. Hilfsangebote können erst wieder hereinkommen, wenn Sie Lifeline das nächste Mal öffnen.
end-left-what = Die Person, die Ihnen hilft, ist nicht mehr da.
end-left-why = Die Hilfe wurde auf der anderen Seite beendet, und niemand sieht Ihren Bildschirm mehr.
end-left-remedy = Wenn Sie noch Hilfe brauchen, sagen Sie es der Person, oder bitten Sie noch einmal um Hilfe.
end-lost-what = Die Verbindung zu der Person, die Ihnen hilft, ist abgebrochen.
end-lost-why = Der andere Computer oder eines der beiden Netzwerke antwortet nicht mehr.
end-lost-remedy = Solange die Einladung gültig ist, kann sich die Person wieder verbinden; Sie werden dann wieder gefragt.
end-refused-what = Die Person, die Ihnen hilft, wurde nicht hereingelassen.
end-refused-why = Sie haben der Person nicht erlaubt, Ihren Bildschirm zu sehen, und sie hat nichts gesehen.
end-refused-remedy = Wenn Sie die Person nicht mehr erwarten, ziehen Sie die Einladung zurück.
end-unanswered-what = Die Person, die Ihnen hilft, wurde nicht hereingelassen.
end-unanswered-why = Niemand hat die Frage rechtzeitig beantwortet. Das galt als Nein.
end-unanswered-remedy = Bitten Sie die Person, sich noch einmal zu verbinden, während Sie da sind.
end-screen-what = Ihr Bildschirm kann nicht mehr gezeigt werden.
end-screen-why = Das System meldet: { $why }.
end-screen-remedy = Bitten Sie noch einmal um Hilfe, wenn Ihr Bildschirm wieder da ist.
end-desktop-what = Ihr Bildschirm wurde nicht gezeigt.
end-desktop-why = Sie haben es in Lifeline erlaubt, aber die Frage Ihres Desktops wurde mit Nein beantwortet, geschlossen oder nicht rechtzeitig beantwortet.
end-desktop-remedy = Wenn Sie Hilfe möchten, bitten Sie um eine neue Verbindung, und wählen Sie den Bildschirm, wenn Ihr Desktop fragt.
end-replaced-what = Die Person, die Ihnen hilft, hat sich noch einmal verbunden.
end-replaced-why = Die erste Verbindung antwortete nicht mehr, deshalb wurde sie geschlossen.
end-replaced-remedy = Beantworten Sie die neue Frage.
not-recorded-what = Was hier geschieht, wird nicht aufgezeichnet.
not-recorded-why = Der Verlauf kann nicht geschrieben werden: { $why }.
not-recorded-locked = Ein anderes Programm hält den Verlauf für sich (die Datei journal.lock).
not-recorded-silent = Die Festplatte mit dem Verlauf antwortet nicht.
not-recorded-remedy = Die Hilfe geht weiter. Sehen Sie nach, ob die Festplatte voll oder nicht erreichbar ist; was ab dann geschieht, wird wieder aufgezeichnet.
history-none-what = Der Verlauf kann nicht gelesen werden.
history-none-remedy = Versuchen Sie es noch einmal, oder sehen Sie in dem Ordner nach, den die Meldung nennt.
record-started = Lifeline war bereit für Ihre Bitte um Hilfe.
record-stopped = Lifeline wurde beendet.
record-invited = Sie haben eine Einladung { $detail } erstellt.
record-invited-for = Sie haben eine Einladung für { $time } erstellt.
record-addresses = Die Einladung nennt diese Adressen: { $detail }.
record-cancelled = Sie haben eine Einladung zurückgezogen.
record-all-closed = Sie haben gesagt, dass etwas nicht stimmt: Jeder Zugang wurde geschlossen.
record-expired = Eine Einladung ist abgelaufen.
record-closed = Eine Einladung wurde gesperrt: Fünfmal wurde ein falsches Passwort eingegeben.
record-reached = Der andere Computer hat geantwortet.
record-accepted = Das Passwort war richtig, und die Person wurde gefragt.
record-offer-accepted = Sie haben Hilfe angeboten, und die Person wurde gefragt.
record-offered = Jemand auf der Liste der Helfenden hat Hilfe angeboten.
record-offer-refused = Ein Hilfsangebot wurde abgelehnt ({ $detail }).
record-offer-busy = Ein Hilfsangebot wurde abgelehnt: Es half schon jemand.
record-offers-confirmed = Sie haben eine Änderung dessen bestätigt, was hier erlaubt ist.
record-offers-put-back = Sie haben wiederhergestellt, was hier erlaubt war, bevor jemand die Steuerung hatte.
record-key-known = Jemand hat das richtige Passwort eingegeben, und der Schlüssel der Person ist hier bekannt.
record-i-called = Sie sagten, dass Sie angerufen hatten.
record-they-called = Sie sagten, dass Sie angerufen wurden.
record-connected = Jemand hat das richtige Passwort eingegeben.
record-dialled = Ihr Computer hat die Verbindung aufgebaut, mit der Antwort der Person, die Ihnen hilft.
record-wrong-password = Jemand hat ein falsches Passwort eingegeben.
record-too-soon = Jemand, der nicht hereingelassen wurde, kam gleich wieder. Sie wurden nicht gefragt.
record-view-allowed = Sie haben Ihren Bildschirm gezeigt.
record-saw = Die Person hat Ihnen ihren Bildschirm gezeigt.
record-view-refused = Sie haben Ihren Bildschirm nicht gezeigt.
record-view-unanswered = Niemand hat geantwortet, ob Ihr Bildschirm zu sehen sein darf: Das gilt als Nein.
record-control-asked = Die Person wollte Ihre Maus und Tastatur benutzen.
record-asked-control = Sie haben darum gebeten, Maus und Tastatur der Person zu benutzen.
record-control-allowed = Sie haben Ihre Maus und Tastatur freigegeben.
record-controlled = Die Person hat Ihnen ihre Maus und Tastatur freigegeben.
record-control-refused = Die Steuerung wurde nicht erlaubt.
record-control-unanswered = Niemand hat geantwortet, ob die Person Ihre Maus und Tastatur benutzen darf: Das gilt als Nein.
record-control-ended = Die Steuerung endete.
record-control-forbidden = Die Regeln dieses Computers erlauben die Steuerung nicht.
record-paused = Die Freigabe wurde angehalten.
record-paused-hidden = Die Freigabe wurde angehalten, weil die Leiste verdeckt war, die sie anzeigt.
record-paused-interrupted = Die Freigabe wurde angehalten, weil der Desktop sein Bild abgebrochen hat, etwa weil sich ein Bildschirm geändert hat.
record-resumed = Die Freigabe wurde fortgesetzt.
record-asked-again = Nach den Regeln dieses Computers wurden Sie noch einmal gefragt.
record-time-up = Die längste Zeit, die die Regeln dieses Computers erlauben, war vorbei.
record-session-forbidden = Die Regeln dieses Computers erlaubten das nicht mehr.
record-invitation-forbidden = Die Regeln dieses Computers erlauben keine Einladung.
record-stranger = Die Regeln dieses Computers haben jemanden nicht hereingelassen.
record-stranger-key = Die Regeln dieses Computers haben jemanden nicht hereingelassen: Wer ihn verwaltet, hat diese Person nicht als Hilfe benannt.
record-stranger-outside = Die Regeln dieses Computers haben jemanden nicht hereingelassen: Die Person kam aus einem anderen Netzwerk.
record-ended-you = Sie haben die Hilfe beendet.
record-ended-helper = Die Person, die Ihnen hilft, hat die Hilfe beendet.
record-ended-novice = Die Person, der Sie helfen, hat die Hilfe beendet.
record-ended-lost = Die Verbindung ist abgebrochen.
record-ended-refused = Die Antwort war Nein.
record-ended-desktop = Die Frage des Desktops wurde nicht mit Ja beantwortet.
record-ended-unanswered = Niemand hat die Frage beantwortet.
record-ended-closed = Lifeline wurde geschlossen.
record-ended-window = Ein anderes Programm hat das Fenster von Lifeline geschlossen.
record-ended-novice-closed = Lifeline wurde auf dem anderen Computer geschlossen.
record-ended-screen = Der Bildschirm konnte nicht mehr gezeigt werden.
record-ended-protocol = Eines der beiden Programme hat das andere nicht verstanden.
record-ended-replaced = Die Verbindung antwortete nicht mehr, und eine andere trat an ihre Stelle.
record-ended-password = Das Passwort war falsch.
record-ended-no-invitation = Die Einladung war dort nicht mehr gültig.
record-ended-busy = Jemand anders hat schon geholfen.
record-ended-rules = Die Regeln des Computers haben die Hilfe beendet.
record-ended-time = Die längste Zeit war vorbei.
record-problem = Etwas ist schiefgegangen: { $detail }
record-not-recorded =
    { $count ->
        [one] Ein Ereignis konnte
       *[other] { $count } Ereignisse konnten
    } nicht aufgezeichnet werden: Die Festplatte war voll oder hat nicht geantwortet.
record-mail-failed = Die Einladung konnte nicht per E-Mail gesendet werden: { $detail }
record-times = { $count }-mal, zuerst am { $first }, zuletzt am { $last }.
record-visits = Jemand kam und ging wieder, ohne hereingelassen zu werden.
record-from = Von { $address }.
history-helped-by = Jemand hat Ihnen von { $address } aus geholfen.
history-not-let-in = Jemand unter { $address } wurde nicht hereingelassen.
history-helped = Sie haben jemandem unter { $address } geholfen.
history-not-helped = Unter { $address } wurden Sie nicht hereingelassen.
history-controlled = Der Bildschirm war zu sehen, und Maus und Tastatur konnten benutzt werden.
history-viewed = Der Bildschirm war zu sehen.
history-nothing = Nichts wurde erlaubt.
history-no-end = Das Ende ist nicht aufgezeichnet.
log-title = Lifeline: die Aufzeichnung einer Hilfe
log-number = Die Nummer, in den Aufzeichnungen beider Computer dieselbe: { $number }
policy-place = Die Regeln dieses Computers werden in { $place } gesucht.
policy-not-written = Die Richtlinie konnte nicht nach { $path } geschrieben werden: { $error }. Mit Administratorrechten geht es.
policy-no-file = diese Datei gibt es nicht
policy-wrong-line = { $place }, Zeile { $line }: { $what }
policy-place-line = { $place }, Zeile { $line }
trusted-relative = das ist kein vollständiger Pfad ab der Wurzel, also wäre es in jedem Ordner eine andere Datei
trusted-dangling = { $path } gibt es nicht, obwohl eine Verknüpfung dorthin führt
trusted-loop = die Verknüpfungen bei { $path } führen im Kreis
trusted-no-file = { $path } ist keine gewöhnliche Datei
trusted-owner = { $path } gehört jemandem, dessen Wort hier nicht zählt
trusted-writable = andere können { $path } beschreiben, also zählt nicht, was darin steht
trusted-failed = { $path } kann nicht geprüft werden: { $error }
file-irregular = sie ist keine gewöhnliche Datei
file-too-large = sie ist größer, als eine solche Datei sein kann
history-title = Verlauf
history-more = Ältere zeigt der Befehl { $command }.
desk-reading = Wird gelesen…
desk-silent-what = Die Festplatte dieses Computers antwortet nicht.
desk-silent-why = Vielleicht ist ein Ordner im Netzwerk nicht erreichbar, oder die Festplatte ist defekt.
desk-silent-remedy = Was Sie begonnen haben, geht weiter, sobald sie antwortet. Beenden können Sie auch währenddessen.
settings-title = Einstellungen
settings-look = Sprache und Aussehen
settings-language = Sprache
settings-as-system = Wie im System
settings-text-size = Größe der Schrift
settings-percent = { $percent } %
settings-brightness = Hell oder dunkel
settings-light = Hell
settings-dark = Dunkel
settings-sound = Ein Ton ruft mich, wenn ich etwas gefragt werde
settings-fixed = Wer diesen Computer verwaltet, hat das festgelegt.
settings-asking = Um Hilfe bitten
settings-ask = Ich kann um Hilfe bitten
settings-official = Nur Helfende, deren Schlüssel hier bekannt ist, sonst niemand
settings-official-list = Die Schlüssel stehen auf der Liste unter „{ home-helpers }“. Die Einladungen werden wie immer geöffnet.
settings-limits = Was Helfende dürfen
settings-control = Helfende dürfen meine Maus und Tastatur benutzen, wenn ich Ja sage
settings-older = Ich darf Helfende mit einem älteren Windows hereinlassen, deren Verbindung nur schwach geschützt ist
settings-encrypted = Einladungen verraten nichts ohne das Passwort (Windows XP kann sie nicht öffnen)
settings-again = Erneut fragen, ob mein Bildschirm zu sehen sein darf
settings-again-never = nie
settings-longest = Hilfe von selbst beenden
settings-longest-none = nie
settings-minutes = nach { $minutes } Minuten
settings-network = Netzwerk
settings-mapping = Meinen Router bitten, Helfende von außen durchzulassen
settings-internal = Nur Helfende in diesem Netzwerk
settings-spare = Ein langsames Netzwerk schonen
settings-spare-none = nein
settings-spare-little = ein wenig
settings-spare-more = mehr
settings-spare-most = so weit wie möglich
settings-records = Aufzeichnungen
settings-log = Über jede Hilfe eine Textdatei schreiben
settings-keep = Aufbewahren für
settings-days = { $days } Tage
settings-keep-all = immer
settings-everybody = Alle an diesem Computer
settings-everybody-on = Alle, die diesen Computer benutzen, dürfen um Hilfe bitten.
settings-everybody-off = Niemand, der diesen Computer benutzt, darf um Hilfe bitten.
settings-everybody-forbid = Niemanden um Hilfe bitten lassen…
settings-everybody-allow = Alle um Hilfe bitten lassen…
settings-everybody-explained = Das System fragt zuerst nach Administratorrechten.
settings-everybody-waits = Das System fragt nach Administratorrechten.
history-empty = Noch ist nichts geschehen.
switch-what = Der Schalter für diesen Computer wurde nicht geändert.
switch-remedy = Ändern lässt er sich nur mit Administratorrechten.
elevate-none = Das System kann hier nicht nach Administratorrechten fragen ({ $error }).
elevate-refused = Die Administratorrechte wurden nicht erteilt.
elevate-untrusted = Es müsste mit Administratorrechten laufen, könnte aber auch ohne diese Rechte verändert worden sein: { $why }. Installieren Sie Lifeline dort, wo man nur mit Administratorrechten schreiben kann, oder lassen Sie jemanden mit Administratorrechten das eigene Lifeline ausführen: lifeline policy asking on oder off.
autostart-untrusted = Andere könnten ändern, was gestartet würde: { $why }
settings-what = Die Einstellungen wurden nicht gespeichert.
practice-forbidden = Wer diesen Computer verwaltet, erlaubt weder, um Hilfe zu bitten, noch, Hilfe zu geben. Es gibt also nichts auszuprobieren.
rules-ask-what = Sie können nicht um Hilfe bitten, und keine Einladung ist gültig.
rules-ask-why = Wer diesen Computer verwaltet, erlaubt nicht, mit Lifeline um Hilfe zu bitten.
rules-ask-remedy = Fragen Sie dort nach.
rules-own-why = Sie haben das in den Einstellungen ausgeschaltet.
rules-own-remedy = Schalten Sie es dort ein, und bitten Sie dann noch einmal um Hilfe.
rules-wrong-why = Die Regeln für diesen Computer können nicht gelesen werden: { $wrong }.
rules-unread-what = Die Person, die Ihnen hilft, kann diesen Computer nicht mehr sehen oder benutzen.
rules-files = Die Dateien mit den Regeln
rules-silent = sie antworten nicht; vielleicht hängt eine Festplatte oder ein Ordner im Netzwerk
rules-wrong-remedy = Wer diesen Computer verwaltet, kann das beheben; lifeline policy check sagt, was falsch ist.
end-forbidden-what = Die Hilfe wurde beendet, und niemand sieht Ihren Bildschirm.
end-forbidden-why = Wer diesen Computer verwaltet, erlaubt sie nicht.
end-forbidden-remedy = Fragen Sie dort nach.
end-time-what = Die Hilfe wurde beendet, und niemand sieht Ihren Bildschirm.
end-time-why = Sie hat so lange gedauert, wie es die Verwaltung dieses Computers erlaubt.
end-time-remedy = Solange die Einladung gültig ist, kann sich die Person, die Ihnen hilft, wieder verbinden.
end-protocol-what = Die Verbindung wurde beendet.
end-protocol-why = Das Programm der Person, die Ihnen hilft, hat etwas gesendet, das keinen Sinn ergibt.
end-protocol-remedy = Bitten Sie sie, die neueste Version ihres Programms zu verwenden.
gone-what = Dieser Teil von Lifeline funktioniert nicht mehr.
gone-why = Ein Fehler ließ ihn nicht weiterarbeiten; niemand sieht Ihren Bildschirm.
gone-remedy = Schließen Sie Lifeline, und öffnen Sie es wieder.
file-what = Die Datei { $path } konnte nicht verwendet werden.
file-why = Das System meldet: { $error }.
file-remedy = Wählen Sie eine andere Datei oder einen anderen Ort.
no-window-what = Ein zweites Fenster konnte nicht geöffnet werden.
no-window-remedy = Schließen Sie zuerst die Einladung in diesem Fenster, oder öffnen Sie die Datei aus Ihrer Dateiverwaltung.

## Helping someone

help-title = Jemandem helfen
help-explained = Die Person, der Sie helfen, hat Ihnen eine Einladung gesendet: eine kleine Datei oder ein Stück Text.
help-open = Einladung öffnen…
help-drop = Oder ziehen Sie die Datei in dieses Fenster.
help-otherwise = Andere Wege
help-path = Wo die Datei liegt
help-open-path = Diese Datei öffnen
help-paste = Der Text der Einladung
help-use-text = Text verwenden
help-ticket-file = Einladung: { $name }
help-ticket-text = Einladung: der eingefügte Text
help-other-ticket = Andere Einladung verwenden
help-name = Ihr Name
help-name-explained = Die Person, der Sie helfen, sieht ihn, wenn sie gefragt wird.
help-password = Passwort
help-password-explained = Sie erfahren es am Telefon. Leerzeichen sowie Groß- und Kleinschreibung spielen keine Rolle.
help-connect = Verbinden
help-incomplete = Tragen Sie zuerst Ihren Namen und das Passwort ein.
help-connecting-title = Verbindung wird aufgebaut
help-connecting = Verbindung zu { $address } · bisher { $time }. Der andere Computer muss eingeschaltet und Lifeline dort geöffnet sein.
help-looking = Der andere Computer wird gesucht · bisher { $time }. Er muss eingeschaltet und Lifeline dort geöffnet sein.
help-waiting-title = Warten auf das Ja
help-waiting = Wartet, bis Sie bei { $address } zusehen dürfen: gefragt vor { $asked }. Sie können die Person inzwischen anrufen.
help-cancel = Abbrechen
help-listen = Auf die Person warten…
help-listen-title = Warten, bis sich die Person verbindet
help-listen-making = Eine Antwort für die Person, der Sie helfen, wird erstellt…
help-listen-waiting = Wartet bis { $until } auf die Person.
help-listen-explained = Senden Sie diese Antwort der Person, der Sie helfen, per Chat oder E-Mail. Auf der Seite ihrer Einladung wählt sie „{ invitation-connect }“ und fügt die Antwort ein.
help-listen-reply = Ihre Antwort
help-listen-copy = Antwort kopieren
help-again = Erneut versuchen
help-ask-again = Erneut fragen
help-lost-title = Die Verbindung ist abgebrochen
help-lost =
    Der andere Computer oder eines der beiden Netzwerke antwortet nicht mehr. Lifeline versucht es in { $seconds } s wieder, zum { $count ->
        [1] ersten
        [2] zweiten
        [3] dritten
        [4] vierten
        [5] fünften
       *[other] letzten
    } Mal. Die Person wird wieder gefragt, ob Sie zusehen dürfen.
help-lost-now = Jetzt versuchen
help-lost-stop = Nicht mehr versuchen
help-end-own-what = Sie haben die Hilfe beendet.
help-end-own-why = Sie sehen den anderen Bildschirm nicht mehr.
help-end-own-remedy = Mehr ist nicht zu tun.
help-end-none-what = Das ist keine Einladung.
help-end-none-why = Vielleicht ist es eine andere Datei oder nur ein Teil des Textes.
help-end-none-remedy = Wählen Sie die Datei, die Sie bekommen haben, oder kopieren Sie den ganzen Text.
found-empty-why = Die Datei ist leer.
found-again-remedy = Lassen Sie sich die Einladung noch einmal senden, als Datei.
found-password-why = Es ist das Passwort.
found-password-remedy = Öffnen Sie die Einladung, die Sie bekommen haben, oder fügen Sie ihren Text ein; nach dem Passwort werden Sie dann gefragt.
found-locked-why = Es ist ein Archiv, das mit einem eigenen Passwort verschlossen ist.
found-locked-remedy = Entpacken Sie es zuerst, und öffnen Sie die Datei darin.
found-archive-why = Es ist ein Archiv, in dem keine Einladung gefunden wurde.
found-archive-remedy = Entpacken Sie es, und öffnen Sie die Datei darin; oder lassen Sie sich die Einladung unverpackt senden.
found-document-why = Es ist ein Dokument eines Textprogramms.
found-document-remedy = Kopieren Sie den Text der Einladung daraus, und fügen Sie ihn hier ein, oder lassen Sie sich die Datei senden, die Lifeline erstellt hat.
found-picture-why = Es ist ein Bild.
found-picture-remedy = Lassen Sie sich die Datei senden, die Lifeline erstellt hat, oder ihren Text; ein Foto davon genügt nicht.
found-mail-why = Es ist eine E-Mail, in der keine Einladung steckt.
found-mail-remedy = Speichern Sie die Datei, die an der E-Mail hängt, und öffnen Sie diese.
found-page-why = Es ist eine Seite aus einem Browser, vielleicht von einem E-Mail-Programm oder einem Dateispeicher.
found-page-remedy = Öffnen Sie die Seite, speichern Sie von dort die Datei der Einladung, und öffnen Sie diese.
found-link-why = Es ist eine Verknüpfung und nicht die Datei, zu der sie führt.
found-rdp-why = Es ist eine Datei für Remotedesktop; das ist ein anderes Programm.
found-rdp-remedy = Bitten Sie die Person um eine Einladung: „Um Hilfe bitten“, in Lifeline oder in Windows.
found-large-why = Die Datei ist viel größer als eine Einladung.
help-end-damaged-what = Die Einladung ist beschädigt.
help-end-damaged-why = Vielleicht ist auf dem Weg zu Ihnen etwas verloren gegangen.
help-end-damaged-remedy = Lassen Sie sich die Einladung noch einmal senden, als Datei.
help-end-address-what = In der Einladung steht nicht, wo der andere Computer ist.
help-end-address-why = Vielleicht war er ohne Netzwerk, als sie erstellt wurde.
help-end-address-remedy = Bitten Sie die Person, eine neue zu erstellen, während sie verbunden ist.
help-end-stopped-what = Die Person, der Sie helfen, hat die Freigabe beendet.
help-end-stopped-why = Sie hat auf „{ bar-stop }“ geklickt.
help-end-stopped-remedy = Rufen Sie sie an, wenn Sie meinen, dass sie noch Hilfe braucht.
help-end-novice-closed-what = Die Hilfe wurde beendet.
help-end-novice-closed-why = Lifeline wurde auf dem anderen Computer geschlossen.
help-end-novice-closed-remedy = Rufen Sie die Person an, wenn Sie meinen, dass sie noch Hilfe braucht.
help-end-screen-what = Der Bildschirm der Person, der Sie helfen, kann nicht mehr gezeigt werden.
help-end-screen-why = Das System dort gibt ihn nicht mehr her: Vielleicht hat sich jemand abgemeldet.
help-end-screen-remedy = Rufen Sie die Person an, und versuchen Sie es noch einmal, wenn ihr Bildschirm wieder da ist.
help-end-misunderstood-what = Der andere Computer hat die Verbindung beendet.
help-end-misunderstood-why = Er hat nicht verstanden, was dieses Programm gesendet hat.
help-end-misunderstood-remedy = Verwenden Sie auf beiden Seiten die neueste Version des Programms.
help-end-left-what = Der andere Computer hat die Verbindung beendet.
help-end-left-why = Er hat keinen Grund genannt.
help-end-left-remedy = Rufen Sie die Person an, wenn Sie meinen, dass sie noch Hilfe braucht.
help-postponed-title = Noch nicht
help-postponed = Bei der letzten Frage wurden Sie nicht hereingelassen; deshalb wird die Person nicht gleich wieder gefragt. Lifeline versucht es in { $left } noch einmal. Sie können sie inzwischen anrufen.
help-end-soon-why =
    Bei der letzten Frage wurden Sie nicht hereingelassen. Die Person wird erst wieder gefragt, wenn { $seconds ->
        [one] eine Sekunde vergangen ist
       *[other] { $seconds } Sekunden vergangen sind
    }.
help-end-soon-remedy = Rufen Sie die Person an, und versuchen Sie es dann noch einmal.
terminal-postponed =
    Bei der letzten Frage wurden Sie nicht hereingelassen. Die Person kann in { $seconds ->
        [one] einer Sekunde
       *[other] { $seconds } Sekunden
    } wieder gefragt werden: Lifeline versucht es dann noch einmal.
help-end-no-what = Die Person hat Ihnen ihren Bildschirm nicht gezeigt.
help-end-no-why = Sie hat mit Nein geantwortet, vielleicht weil sie Sie nicht erkannt hat.
help-end-no-remedy = Rufen Sie sie an, und versuchen Sie es dann noch einmal.
help-end-desktop-what = Der Bildschirm der Person wurde nicht gezeigt.
help-end-desktop-why = Die Person hat Ja gesagt, aber ihr Desktop hat noch einmal gefragt, und diese Frage wurde mit Nein beantwortet, geschlossen oder nicht rechtzeitig beantwortet.
help-end-desktop-remedy = Sagen Sie der Person, dass eine zweite Frage folgt, in der sie den Bildschirm wählt. Verbinden Sie sich dann noch einmal.
help-end-silent-what = Niemand hat geantwortet.
help-end-silent-why = Vielleicht ist die Person nicht an ihrem Computer.
help-end-silent-remedy = Rufen Sie sie an, und versuchen Sie es noch einmal, während sie da ist.
help-end-password-what = Das Passwort ist falsch.
help-end-password-why = Vielleicht wurde ein Buchstabe falsch verstanden oder falsch getippt.
help-end-password-remedy = Lassen Sie es sich noch einmal vorlesen.
help-end-unknown-what = Der andere Computer kennt diese Einladung nicht.
help-end-unknown-why = Vielleicht wurde sie zurückgezogen, oder es gibt eine neuere.
help-end-unknown-remedy = Lassen Sie sich eine neue senden.
help-end-expired-what = Die Einladung ist abgelaufen.
help-end-expired-why = Sie war nur eine begrenzte Zeit gültig.
help-end-expired-remedy = Lassen Sie sich eine neue senden.
help-end-busy-what = Jemand anders hilft der Person schon.
help-end-busy-why = Es kann immer nur eine helfende Person verbunden sein.
help-end-busy-remedy = Rufen Sie die Person an, und versuchen Sie es noch einmal, wenn die andere Hilfe beendet ist.
help-end-closed-what = Die Einladung gilt nicht mehr.
help-end-closed-why = Sie wurde zurückgezogen, oder fünfmal wurde ein falsches Passwort eingegeben.
help-end-closed-remedy = Lassen Sie sich eine neue senden.
help-end-forbidden-what = Der andere Computer hat Sie nicht hereingelassen.
help-end-forbidden-why = Wer ihn verwaltet, erlaubt das nicht, oder nicht Ihnen.
help-end-forbidden-remedy = Fragen Sie bei der Verwaltung des anderen Computers nach.
help-end-key-why = Er lässt nur Helfende herein, deren Schlüssel er kennt, und Ihren kennt er nicht.
help-end-key-remedy = Geben Sie Ihren Helferschlüssel („{ home-offer }“ zeigt ihn, oder lifeline helper show-key) an die Person, die dort die Liste führt. Öffnen Sie die Einladung wieder, sobald er darauf steht.
help-end-time-what = Die Hilfe wurde beendet.
help-end-time-why = Sie hat so lange gedauert, wie es die Verwaltung des anderen Computers erlaubt.
help-end-time-remedy = Öffnen Sie die Einladung wieder, wenn Sie noch gebraucht werden.
help-end-replaced-what = Die Einladung wurde noch einmal geöffnet.
help-end-replaced-why = Diese Verbindung gab kein Lebenszeichen, deshalb trat die neuere an ihre Stelle.
help-end-replaced-remedy = Machen Sie mit der neueren weiter. Wenn das nicht Sie sind, rufen Sie die Person an.
help-end-version-what = Das andere Programm spricht eine andere Version der Remoteunterstützung.
help-end-version-why = Die beiden Programme haben keine gemeinsame Version.
help-end-version-remedy = Bitten Sie die Person, die neueste Version ihres Programms zu verwenden.
help-end-forbidden-here-what = Von diesem Computer aus können Sie niemandem helfen.
help-end-forbidden-here-why = Wer ihn verwaltet, erlaubt das nicht.
help-end-forbidden-here-remedy = Fragen Sie dort nach, oder helfen Sie von einem anderen Computer aus.
help-end-lost-what = Die Verbindung ist abgebrochen.
help-end-lost-why = Der andere Computer oder eines der beiden Netzwerke antwortet nicht mehr.
help-end-lost-remedy = Versuchen Sie es noch einmal; die Person wird dann wieder gefragt.
help-end-unreachable-what = Der andere Computer war nicht zu erreichen.
help-end-unreachable-why = Vielleicht ist er aus, Lifeline ist dort geschlossen, die Einladung ist zurückgezogen oder abgelaufen, oder ein Netzwerk dazwischen lässt niemanden herein.
help-end-unreachable-remedy = Bitten Sie die Person, Lifeline zu öffnen. Versuchen Sie es dann noch einmal, oder bitten Sie um eine neue Einladung.
help-end-listen-what = Dieser Computer kann nicht auf die Person warten.
help-end-listen-remedy = Prüfen Sie Ihr Netzwerk, und versuchen Sie es dann noch einmal.
help-end-kept-what = Es wurde keine Hilfe angeboten: Was Lifeline über andere Computer gespeichert hat, kann nicht verwendet werden.
help-end-unable-what = Dieser Computer konnte seinen Teil nicht tun.
help-end-unable-why = Ein Teil von Lifeline ist ausgefallen; das Protokoll sagt, welcher.
help-end-unable-remedy = Schließen Sie Lifeline, öffnen Sie es wieder, und versuchen Sie es noch einmal.
help-end-listen-address = Dieser Computer hat keine Adresse.
help-end-nobody-what = Niemand hat sich verbunden.
help-end-nobody-why = Vielleicht kam Ihre Antwort nicht an oder wurde nicht rechtzeitig verwendet; oder ein Netzwerk dazwischen lässt auch zu Ihnen niemanden herein.
help-end-nobody-remedy = Rufen Sie die Person an, und versuchen Sie es dann noch einmal: Sie braucht die neue Antwort.
help-end-pin-what = Ein anderer Computer hat geantwortet als der, auf dem die Einladung erstellt wurde.
help-end-pin-why = Vielleicht ist die Einladung alt, oder unterwegs gibt sich jemand für die Person aus.
help-end-pin-remedy = Machen Sie nicht weiter. Rufen Sie die Person an, und bitten Sie um eine neue Einladung.
help-end-weak-what = Das andere Programm schützt die Verbindung zu schwach.
help-end-weak-why = Es bietet nur einen Schutz, von dem bekannt ist, dass er nicht hält.
help-end-weak-remedy = Bitten Sie die Person, ein neueres Programm zu verwenden.
help-end-protocol-what = Die Verbindung wurde beendet.
help-end-protocol-why = Das andere Programm hat etwas gesendet, das keinen Sinn ergibt.
help-end-protocol-remedy = Versuchen Sie es noch einmal; wenn es so bleibt, sollten Sie beide die neueste Version verwenden.
help-end-other-what = Das andere Programm hat die Verbindung beendet.
help-end-other-why = Es nannte als Grund { $code }; dieser hat hier keinen Namen.
help-end-other-remedy = Rufen Sie die Person an, und versuchen Sie es dann noch einmal.

## The viewer

viewer-title = „{ $name }“ · Lifeline
viewer-picture = Der Bildschirm der Person, der Sie helfen
viewer-request = Steuerung erbitten
viewer-withdraw = Anfrage zurückziehen
viewer-give-back = Steuerung zurückgeben
viewer-fit = Einpassen
viewer-actual-size = Originalgröße
viewer-larger = Größer
viewer-smaller = Kleiner
viewer-size = Größe: { $percent } %
viewer-percent = { $percent } %
viewer-size-explained = Wie groß der Bildschirm gezeigt wird
viewer-screens = Alle Bildschirme
viewer-screens-explained = Welcher ihrer Bildschirme zu sehen ist
viewer-screen = Bildschirm { $number }
viewer-screen-main = Bildschirm { $number } (Hauptbildschirm)
viewer-screen-next = Den nächsten Bildschirm dort zeigen, nach dem letzten wieder alle
viewer-keys = Tasten
viewer-save = Bild speichern
viewer-save-path = Bild speichern unter
viewer-save-here = Bild hier speichern
viewer-file-name = Bildschirm.png
viewer-saved = Gespeichert: { $path }
viewer-copy = Bild kopieren
viewer-copied = Das Bild ist kopiert. Fügen Sie es in ein anderes Programm ein.
viewer-full-screen = Vollbild
viewer-window = Vollbild verlassen
viewer-figures = Messwerte
viewer-more = Mehr
viewer-more-explained = Was daneben keinen Platz hat
viewer-end = Beenden
viewer-seeing = Sie sehen den anderen Bildschirm
viewer-controlling = Sie können dort Maus und Tastatur benutzen
viewer-has-all-keys = Alle Tasten gehen an den anderen Computer, auch Super und Alt+Tab. { $keys } behält sie wieder hier.
viewer-input-refused = Etwas, das Sie getippt oder geklickt haben, kam nicht an: Eine solche Taste gibt es dort nicht, oder die Maus wird dort gerade selbst benutzt. Versuchen Sie es noch einmal oder anders.
viewer-paused = Angehalten von der Person, der Sie helfen
viewer-paused-hidden = Angehalten: Etwas verdeckt die Leiste, die der Person zeigt, dass ihr Bildschirm zu sehen ist. Sobald sie die Leiste sieht, kann es weitergehen.
viewer-paused-interrupted = Angehalten: Der Desktop der Person hat sein Bild abgebrochen, etwa weil sich ein Bildschirm geändert hat. Es kommt wieder, sobald sie die Frage ihres Desktops beantwortet, falls er eine stellt.
viewer-system-asks = Windows stellt der Person eine Frage, die nur sie beantworten kann, oder ihr Bildschirm ist gesperrt. Das Bild kommt von selbst wieder.
viewer-paused-old = Sie sehen den Bildschirm, wie er vor { $since } war.
viewer-request-paused = Es ist angehalten. Bitten Sie um Steuerung, wenn es weitergeht.
viewer-shortcuts = Tastenkürzel
viewer-requested = Sie haben vor { $asked } um die Steuerung gebeten; die Person überlegt noch
viewer-refused = Sie dürfen Maus und Tastatur der Person nicht benutzen
viewer-refused-desktop = Der Desktop der Person hat noch einmal gefragt, und niemand hat Ja gesagt: keine Steuerung
viewer-refused-impossible = Auf dem Computer der Person können Maus und Tastatur nicht aus der Ferne benutzt werden
viewer-control-ended = Ihre Steuerung ist beendet; zusehen können Sie weiter
viewer-delay = Verzögerung { $delay }
viewer-screen-size = { $width } × { $height }
viewer-named = Sie heißen dort „{ $name }“
keys-ctrl-alt-del = Strg+Alt+Entf senden
keys-escape = Esc senden
keys-windows = Windows-Taste senden
keys-alt-tab = Alt+Tab senden
keys-alt-f4 = Alt+F4 senden
keys-ctrl-escape = Strg+Esc senden
keys-print = Druck-Taste senden
keys-physical = Tasten nach ihrem Platz senden
keys-physical-explained = Für Spiele und Tastenkürzel: Was geschrieben wird, bestimmt die Tastaturbelegung dort, nicht Ihre.
keys-tool-bar = Ihre Tastatur verlässt das Bild für die Werkzeuge
keys-no-control = Diese Tasten können Sie senden, sobald Sie die Steuerung haben.
viewer-all-keys = Alle Tasten senden, auch Super und Alt+Tab
viewer-own-keys = Super und Alt+Tab hier behalten
shortcuts-title = Tastenkürzel
shortcuts-close = Schließen
viewer-another = Noch jemandem helfen…
shortcut = Strg+Alt+{ $key }
key-enter = Eingabe
key-home = Pos1
key-end = Ende
sheet-control = Um Steuerung bitten, die Bitte zurücknehmen oder die Steuerung zurückgeben
sheet-full-screen = Vollbild, und zurück zum Fenster
sheet-all-keys = Alle Tasten senden, auch Super und Alt+Tab, oder sie hier behalten
sheet-end = Die Hilfe beenden
figures-frames = Bilder: { $frames }
figures-a-second = { $count } pro Sekunde
figures-delay = Verzögerung: { $delay }
figures-rate = Datenrate: { $rate }
figures-size = Anderer Bildschirm: { $width } × { $height }
figures-protection = Schutz: { $protection }
figures-share = { $way }: { $bytes } % der Daten, { $pixels } % der Fläche
figures-unknown = unbekannt
figures-under-a-millisecond = unter 1 ms
figures-milliseconds = { $delay } ms
figures-megabits = { $rate } Mbit/s
figures-kilobits = { $rate } kbit/s
figures-explained = Wie lange eine Nachricht zum anderen Computer und zurück braucht, hinter den Bildern, die unterwegs sind, und wie viele Daten von dort kommen.
figures-rate-explained = Wie viele Daten vom anderen Computer kommen.
protection-both = Stark geschützt
protection-tls = Geschützt
protection-weak = Schwach geschützt
protection-both-in-full = TLS 1.3 mit RC4-128 darin
protection-tls-in-full = TLS
protection-weak-in-full = nur RC4-128

## File dialogs

dialog-save = Einladung speichern
dialog-open = Einladung öffnen
dialog-save-picture = Bild speichern
dialog-invitations = Einladungen
dialog-pictures = Bilder
dialog-all = Alle Dateien

## Practice

practice-novice = Die Person, der geholfen wird
practice-expert = Die helfende Person
practice-name = Übungshilfe
practice-starting = Eine Einladung zum Üben wird erstellt…
practice-expert-waits = Wartet auf die Einladung der Person, der geholfen wird.
practice-ended = Nach einer echten Hilfe lesen Sie hier, was geschehen ist, und können die Einladung zurückziehen.
practice-close = Übung beenden

## The mail with an invitation

mail-subject = Bitte um Hilfe mit meinem Computer
mail-body =
    Hallo,
    
    ich hätte gern Hilfe mit meinem Computer. Meine Einladung ist angehängt.
    
    Sie lässt sich mit Lifeline öffnen (Jemandem helfen, Einladung öffnen) oder unter Windows mit der Windows-Remoteunterstützung durch einen Doppelklick.
    Dabei wird nach einem Passwort gefragt, das ich am Telefon durchgebe.
mail-what = Ihr E-Mail-Programm wurde nicht geöffnet.
mail-bad-address = Das ist keine E-Mail-Adresse.
mail-no-program = Auf diesem Computer antwortet kein E-Mail-Programm.
mail-webmail = E-Mail wird hier im Browser gelesen, und der Browser nimmt von anderen Programmen keine Anhänge an.
mail-remedy = Schreiben Sie selbst eine E-Mail, und hängen Sie diese Datei an: { $path }
no-screen-what = Hier gibt es keinen Bildschirm, der gezeigt werden könnte.
no-screen-why = Hier läuft kein Desktop, oder sein Bildschirm antwortet nicht.
no-screen-remedy = Starten Sie Lifeline auf dem Desktop des Computers, der Hilfe braucht.
no-portal-what = Dieser Desktop kann seinen Bildschirm noch nicht zeigen.
no-portal-why = Es ist ein Wayland-Desktop: Sein Bildschirm wird über sein Portal geteilt, und hier antwortet keines, das das kann.
no-portal-remedy = Installieren Sie PipeWire, xdg-desktop-portal und den Teil davon für Ihren Desktop: xdg-desktop-portal-gnome, xdg-desktop-portal-kde oder xdg-desktop-portal-wlr (so heißen sie bei apt, dnf und pacman). Melden Sie sich dann neu an.
no-opengl-why = Es ist KDE Plasma, und dessen Fensterverwaltung KWin zeichnet hier ohne Grafikkarte. KWin teilt nur einen Bildschirm, den es mit einer zeichnet.
no-opengl-remedy = Installieren oder aktivieren Sie den Treiber der Grafikkarte (oder die Grafikkarte des virtuellen Computers, wenn dies einer ist), oder nehmen Sie einen anderen Desktop. Melden Sie sich dann neu an.
mac-screen-recording = Wenn Sie um Hilfe bitten und es erlauben, sieht die helfende Person, was auf diesem Bildschirm ist.
mac-accessibility = Wenn Sie es erlauben, benutzt die helfende Person eine Weile Ihre Maus und Tastatur.
mac-local-network = Die Computer beider Personen werden direkt verbunden, auch innerhalb Ihres Netzwerks.
mac-invitation = Einladung zur Fernhilfe
no-recording-what = Dieser Mac lässt Lifeline seinen Bildschirm noch nicht sehen.
no-recording-why = macOS zeigt den Bildschirm nur Programmen, denen Sie erlaubt haben, ihn aufzunehmen.
no-recording-remedy = Öffnen Sie in den Systemeinstellungen „Datenschutz & Sicherheit“, „Bildschirm- & Systemaudioaufnahme“ und schalten Sie Lifeline ein. Starten Sie Lifeline dann neu.
works-all = Hier kann die helfende Person den Bildschirm sehen und, wenn Sie es erlauben, Maus und Tastatur benutzen; Esc nimmt das zurück.
works-no-escape = Hier kann die helfende Person den Bildschirm sehen und, wenn Sie es erlauben, Maus und Tastatur benutzen. „{ bar-take-back }“ in der Leiste nimmt das zurück; Esc tut es hier nicht.
works-shortcut = Hier kann die helfende Person den Bildschirm sehen und, wenn Sie es erlauben, Maus und Tastatur benutzen. „{ bar-take-back }“ in der Leiste nimmt das zurück, und auch Strg+Umschalt+Esc, wenn Sie diese Tasten erlauben, sobald der Desktop danach fragt; Esc tut es hier nicht.
works-view = Auf diesem Desktop kann die helfende Person Ihren Bildschirm sehen, nachdem der Desktop Sie noch einmal gefragt hat. Maus und Tastatur kann sie hier noch nicht benutzen.
works-accessibility = Hier kann die helfende Person den Bildschirm sehen. Für Maus und Tastatur schalten Sie Lifeline zuerst in den Systemeinstellungen unter „Datenschutz & Sicherheit“, „Bedienungshilfen“ ein; starten Sie Lifeline dann neu.
home-missing-what = Es gibt keinen Ort für die Dateien von Lifeline.
home-missing-remedy = Setzen Sie die Umgebungsvariable HOME, und starten Sie Lifeline noch einmal.

## Who reaches this computer

doctor-listen = Lifeline kann auf diesem Computer Verbindungen annehmen (Port { $port }).
doctor-listen-not = Lifeline kann auf diesem Computer keine Verbindungen annehmen: { $why }.
doctor-addresses = Die Adressen dieses Computers sind { $addresses }.
doctor-addresses-none = Dieser Computer hat keine Netzwerkadresse.
doctor-router = Der Router lässt Helfende durch, wenn er gebeten wird (er hat { $address } vergeben).
doctor-router-by = Der Router lässt Helfende durch, wenn er über { $protocol } gebeten wird (er hat { $address } vergeben).
doctor-router-not-asked = Der Router wurde nicht gebeten, Helfende durchzulassen.
doctor-router-forbidden = Wer diesen Computer verwaltet, erlaubt nicht, den Router zu bitten.
doctor-firewall-open = Keine Firewall auf diesem Computer hält Helfende ab.
doctor-firewall-blocked = Die Firewall dieses Computers ({ $name }) hält Helfende ab.
doctor-firewall-unknown = Ob die Firewall dieses Computers ({ $name }) Helfende durchlässt, ist nicht zu erkennen.
doctor-same-network-yes = Wer im selben Netzwerk ist, kann Sie erreichen.
doctor-same-network-no = Niemand im selben Netzwerk kann Sie erreichen.
doctor-same-network-perhaps = Wer im selben Netzwerk ist, kann Sie erreichen, wenn die Firewall es zulässt.
doctor-internet-yes = Wer anderswo im Internet ist, kann Sie erreichen.
doctor-internet-no = Wer anderswo im Internet ist, kann Sie nicht erreichen.
doctor-internet-perhaps = Wer anderswo im Internet ist, kann Sie erreichen, wenn die Firewall es zulässt.
doctor-ipv6-yes = Wer IPv6 hat, kann Sie erreichen.
doctor-ipv6-no = Über IPv6 kann Sie niemand erreichen.
doctor-ipv6-perhaps = Wer IPv6 hat, kann Sie erreichen, wenn Ihr Router es zulässt; das ist von hier aus nicht zu erkennen.
doctor-other-perhaps = Die Person, die Ihnen hilft, kann auch darauf warten, dass Sie sich mit ihr verbinden, wenn ihr Netzwerk Sie hereinlässt.
doctor-other-no = Auch umgekehrt geht es nicht: Dieser Computer ist nicht mit dem Internet verbunden.
doctor-do-firewall = Um Helfende durchzulassen, geben Sie dies in einem Terminal ein: { $command }
doctor-do-administrator = Führen Sie lifeline doctor mit Administratorrechten aus, um zu sehen, was die Firewall tut.
doctor-do-router-anyway = Wenn Sie diesem Netzwerk vertrauen, lassen Sie den Router trotzdem bitten: lifeline ask --router always
doctor-do-forward = Schalten Sie in den Einstellungen Ihres Routers UPnP, PCP oder NAT-PMP ein, oder lassen Sie ihn den TCP-Port { $port } an { $address } weiterleiten.
doctor-do-provider = Bitten Sie Ihren Internetanbieter um eine eigene öffentliche Adresse, wenn Helfende Sie erreichen sollen.
doctor-do-other-way-round = Oder lassen Sie die Person, die Ihnen hilft, auf Sie warten: Die Person wählt „{ help-listen }“ und sendet Ihnen eine Antwort; diese fügen Sie bei Ihrer Einladung ein.
doctor-do-connect = Verbinden Sie diesen Computer mit einem Netzwerk.
doctor-do-ask-who-manages = Wer diesen Computer verwaltet, entscheidet, wer Ihnen helfen darf: Fragen Sie dort nach.
doctor-do-new-invitation = Erstellen Sie eine neue Einladung: Der Router lässt Helfende jetzt durch, und in dieser steht das noch nicht.

## The terminal

terminal-lost =
    { $count ->
        [one] { $count } Zeile wurde
       *[other] { $count } Zeilen wurden
    } nicht ausgegeben: Niemand liest, was dieses Programm ausgibt.
terminal-no-display = Hier gibt es keinen Desktop, deshalb geschieht alles in diesem Terminal.
terminal-invitation = Senden Sie die Datei der Person, die Ihnen hilft. Sagen Sie das Passwort am Telefon; schreiben Sie es nie in dieselbe E-Mail.
terminal-reply = Senden Sie diese Antwort der Person, der Sie helfen, per Chat oder E-Mail. Die Person gibt connect und die Antwort ein oder fügt sie im Fenster bei ihrer Einladung ein. Die Antwort gilt bis { $until }.
terminal-stop-cancels = Geben Sie stop ein, und drücken Sie die Eingabetaste, um die Einladung zurückzuziehen.
terminal-answer = Geben Sie y ein, und drücken Sie die Eingabetaste, um es zu erlauben; mit n und der Eingabetaste lehnen Sie es ab. Wenn Sie nicht antworten, gilt das in { $seconds } s als Nein.
terminal-answer-caller = Geben Sie y ein, und drücken Sie die Eingabetaste, wenn Sie angerufen haben und Ihr Bildschirm gezeigt werden darf: Es gilt { $wait } s später, bis dahin nimmt n es zurück. Geben Sie they-called ein, wenn Sie angerufen wurden, oder n, um abzulehnen. Wenn Sie nicht antworten, gilt das in { $seconds } s als Nein.
terminal-caller-first = Sie haben gesagt, dass Sie angerufen wurden. War das ein Irrtum, geben Sie i-called ein, und drücken Sie die Eingabetaste.
terminal-i-called = Lassen Sie sich Zeit. In { $seconds } s können Sie es mit y und der Eingabetaste erlauben.
terminal-allow-now = Sie können es jetzt mit y und der Eingabetaste erlauben.
terminal-yes-waits = Ihr Ja gilt in { $seconds } s. Bis dahin nehmen n und die Eingabetaste es zurück.
terminal-they-called = Geben Sie end-everything ein, und drücken Sie die Eingabetaste. War es ein Irrtum, geben Sie i-called ein, und drücken Sie die Eingabetaste.
terminal-too-early = Das wurde getippt, bevor die Frage gelesen werden konnte, und zählt nicht.
terminal-no-question = Es ist keine Frage offen.
terminal-viewing = Die Person, die Ihnen hilft, sieht Ihren Bildschirm. Geben Sie pause, allow-control oder stop ein, und drücken Sie die Eingabetaste.
terminal-desktop-asks = Ihr Desktop fragt Sie jetzt: Wählen Sie den Bildschirm oder das Fenster, das gezeigt werden darf. Zum Beenden geben Sie stop ein, und drücken Sie die Eingabetaste.
terminal-desktop-asks-control = Ihr Desktop fragt Sie jetzt: Erlauben Sie dort Maus und Tastatur, und wählen Sie denselben Bildschirm. Zum Ablehnen geben Sie take-back ein, und drücken Sie die Eingabetaste.
terminal-controlling = Die Person, die Ihnen hilft, kann Ihre Maus und Tastatur benutzen. Geben Sie take-back oder stop ein, und drücken Sie die Eingabetaste.
terminal-try-failed =
    { $count ->
        [0] Jemand hat ein falsches Passwort eingegeben. Die Einladung ist jetzt gesperrt.
        [one] Jemand hat ein falsches Passwort eingegeben. Nach einem weiteren wird die Einladung gesperrt.
       *[other] Jemand hat ein falsches Passwort eingegeben. Nach { $count } weiteren wird die Einladung gesperrt.
    }
terminal-end-of-input = Hier kann nichts mehr getippt werden, deshalb wird jede Frage mit Nein beantwortet.
terminal-not-now = Das geht jetzt nicht.
terminal-not-understood = Das wurde nicht verstanden. Es gibt: { $commands }.
terminal-waiting = Verbunden mit { $address }. { $protection }. Wartet, bis die Person, der Sie helfen, ihren Bildschirm zeigt.
terminal-control-asked = Die Person, der Sie helfen, wird gefragt, ob Sie ihre Maus und Tastatur benutzen dürfen.
terminal-done = Erledigt: { $command }
terminal-already-controlling = Sie haben die Steuerung schon oder haben schon darum gebeten.
terminal-not-viewing = Sie sehen den anderen Bildschirm gerade nicht.
terminal-not-controlling = Sie haben die Steuerung nicht. Bitten Sie darum mit request-control.
terminal-bad-place = Ein Ort besteht aus zwei ganzen Zahlen, X und Y, in Pixeln von der linken oberen Ecke aus.
terminal-outside = Dieser Ort liegt außerhalb des Bildes, das { $width } Pixel breit und { $height } hoch ist.
terminal-bad-button = Diese Maustaste gibt es nicht. Es gibt: { $buttons }. Ein Rad kann nicht gehalten werden.
terminal-bad-key = Eine Taste mit diesem Namen gibt es nicht. Beispiele: { $examples }. Alle stehen in { $document }.
terminal-no-file = Der Name der Datei fehlt: { $command }
terminal-not-saved = In { $path } wurde kein Bild gespeichert: { $error }.
terminal-file-what = Die Datei { $path } konnte nicht gelesen werden.
terminal-file-remedy = Prüfen Sie den Namen, und ob Sie die Datei lesen dürfen.
terminal-no-window = Das Fenster öffnet sich nicht, höchstwahrscheinlich weil die Grafik dieses Desktops für Programme nicht funktioniert. Was das System gemeldet hat, steht in { $log }. Ohne Fenster funktionieren lifeline ask --terminal und lifeline open DATEI --terminal.
terminal-no-desktop = Das Fenster öffnet sich nicht, weil es hier keinen Desktop gibt, der es zeigen könnte. Ohne Fenster funktionieren lifeline ask --terminal und lifeline open DATEI --terminal.
terminal-no-command = Es gibt keinen Befehl { $word } und keine Datei dieses Namens. Meinten Sie lifeline { $nearest }?
terminal-no-command-like = Es gibt keinen Befehl { $word } und keine Datei dieses Namens. lifeline --help zeigt die Befehle.
forget-nothing = Hier ist nichts von Ihnen gespeichert.
forget-question =
    Das löscht Ihre Einladungen, Ihren Helferschlüssel, den Verlauf und Ihre Einstellungen in diesen Ordnern. Niemand kann sie zurückholen: Wer Sie auf der Liste der Helfenden hat, braucht dann Ihren neuen Schlüssel. Schließen Sie Lifeline vorher.
    Geben Sie y ein, und drücken Sie die Eingabetaste, um alles zu löschen; alles andere lässt es, wie es ist.
forget-remedy = Schließen Sie Lifeline, und versuchen Sie es noch einmal, oder löschen Sie den Ordner selbst.
forget-refused = Es wurde nichts gelöscht.
terminal-switch-password = Auf /{ $switch } darf kein Passwort folgen: Alle auf diesem Computer könnten es dort lesen. Lassen Sie es weg, dann wird ein Passwort erzeugt und gezeigt. Um selbst eines zu wählen, nehmen Sie lifeline ask mit --password-file DATEI.
terminal-no-such-file = Diese Datei gibt es nicht
terminal-panic = In Lifeline ist etwas schiefgegangen, und vielleicht läuft es nicht weiter, wie es soll. Das ist ein Fehler des Programms, nicht Ihrer; starten Sie es noch einmal. Was geschehen ist, steht in { $log }.
practice-screen-title = Übungsbildschirm
practice-screen-explained = Das sieht die Person, die Ihnen hilft: ein Bildschirm, der nur für diese Übung da ist, und nicht Ihr eigener.
practice-screen-hint = Getippter Text erscheint hier
practice-screen-clicks =
    { $count ->
        [0] Hier klicken
        [one] Einmal geklickt
       *[other] { $count }-mal geklickt
    }
practice-greeting = Hallo, ich helfe gern
practice-no-screen-what = Der Übungsbildschirm ist nicht gestartet.
practice-no-screen-why = Das Programm dafür (Xvfb) fehlt oder startet nicht.
practice-no-screen-remedy = Führen Sie sh assets/setup.sh --run aus; das installiert, was er braucht. Versuchen Sie es dann noch einmal.
practice-own-screen-why = Auf diesem System gibt es keinen Bildschirm außer Ihrem eigenen, und den darf eine Übung nicht zeigen.
practice-own-screen-remedy = Üben Sie an einem Computer mit Linux, oder bitten Sie wirklich um Hilfe und öffnen Sie die Einladung an einem zweiten eigenen Computer.
practice-different = Das übertragene Bild war nicht das des Übungsbildschirms.
practice-matched = Der Übungsbildschirm war auf der anderen Seite so zu sehen, wie er ist.

## Offering help, and being offered it

home-offer = Hilfe anbieten
home-offer-explained = Helfen Sie ohne Einladung, wenn der andere Computer Ihr Angebot annimmt.
offer-title = Hilfe anbieten
offer-explained = Sie verbinden sich mit dem anderen Computer über seinen Namen. Sie müssen dort auf der Liste der Helfenden stehen, und die Person dort wird wie immer gefragt.
offer-computer = Name oder Adresse des anderen Computers
offer-port = Fügen Sie einen Doppelpunkt und eine Nummer nur an, wenn man Ihnen eine genannt hat.
offer-go = Hilfe anbieten
offer-incomplete = Tragen Sie zuerst den anderen Computer und Ihren Namen ein.
offer-bad-computer-what = Der andere Computer ist nicht zu finden.
offer-bad-computer-why = Was Sie geschrieben haben, ist kein Name und keine Adresse.
offer-bad-computer-remedy = Schreiben Sie es so, wie man es Ihnen genannt hat, zum Beispiel office-12, 192.168.1.20:3389 oder [2001:db8::1]:3389.
offer-no-port-why = Der Port fehlt.
offer-no-port-remedy = Schreiben Sie HOST:PORT, zum Beispiel office-12:3389, 192.168.1.20:3389 oder [2001:db8::1]:3389.
autostart-what = Es wurde nicht geändert, ob Lifeline bei der Anmeldung startet.
autostart-path = Der Pfad des Programms lässt sich dort nicht eintragen.
autostart-remedy = Ändern Sie es in den Einstellungen Ihres Systems für Programme, die bei der Anmeldung starten.
home-helpers = Wer Hilfe anbieten darf
offer-recent = Hier haben Sie schon Hilfe angeboten
offer-forget = { $computer } vergessen
recent-people = Diesen Personen haben Sie schon geholfen
recent-offer = { $computer } Hilfe anbieten
recent-known =
    Zuletzt am { $last }, insgesamt { $times ->
        [one] einmal
       *[other] { $times }-mal
    }.
recent-key-known = Er wird an seinem Schlüssel erkannt.
recent-all = Alle { $count } zeigen
recent-forget-all = Alle vergessen…
recent-forget-people = Die { $count } Personen vergessen, denen Sie geholfen haben? Was geschehen ist, bleibt im Verlauf.
recent-forget-computers = Die { $count } Computer vergessen, denen Sie Hilfe angeboten haben? Sie werden dann nicht mehr erkannt: Sie vergleichen bei jedem die Wörter noch einmal.
recent-forget-all-do = Alle vergessen
recent-keep = Behalten
recent-forget-what = Es ist nicht vergessen.
offer-key = Ihr Helferschlüssel
offer-key-explained = Geben Sie ihn den Personen, denen Sie helfen, damit sie Sie auf ihre Liste setzen können. Er ist kein Geheimnis.
offer-key-copy = Schlüssel kopieren
offer-key-copied = Kopiert.
offer-compare-title = Wörter vergleichen
offer-compare-explained = Sie erreichen diesen Computer zum ersten Mal. Rufen Sie die Person an, die davor sitzt, und vergleichen Sie diese Wörter mit denen auf ihrem Bildschirm. Es sind englische Wörter, damit sie auf beiden Seiten dieselben sind.
offer-compare-same = Die Wörter sind gleich
offer-compare-differ = Es gibt Unterschiede
offer-compare-warn = Wenn auch nur ein Wort anders ist, hört vielleicht jemand dazwischen mit. Wählen Sie dann „{ offer-compare-differ }“: Sie werden nicht verbunden.
compare-title = Jemand auf Ihrer Liste der Helfenden bietet Ihnen Hilfe an
compare-explained = Die Person steht auf der Liste der Helfenden dieses Computers und kommt zum ersten Mal. Sie sieht noch nichts. Wenn sie Sie anruft, vergleichen Sie diese Wörter mit denen auf der anderen Seite. Es sind englische Wörter, damit sie auf beiden Seiten dieselben sind.
compare-who = Die Verbindung kommt von { $address }.
compare-after = Wenn die Wörter gleich sind, geht es auf der anderen Seite weiter, und Sie werden gefragt, ob die Person Ihren Bildschirm sehen darf.
compare-decline = Nicht hereinlassen
compare-silence = Ohne ein Wort der Person endet dies in { $time } von selbst.
question-offered = Die Person hat Hilfe angeboten; Sie haben nicht darum gebeten. Der Schlüssel der Person steht auf der Liste der Helfenden dieses Computers. Die Verbindung kommt von { $address }.
question-offered-caution = Wenn Sie niemanden erwarten, erlauben Sie es nicht. Keine Bank und keine Firma ruft an, um Ihren Bildschirm zu sehen.
question-key-known = Die Person hat das richtige Passwort eingegeben und einen Schlüssel gezeigt, den dieser Computer kennt. Die Verbindung kommt von { $address }.
offers-changed-title = Was hier erlaubt ist, hat sich geändert
offers-changed-explained = Dies wurde geändert, während jemand Ihre Maus und Tastatur benutzt hat:
offers-changed-effect = Es wirkt erst, wenn Sie es behalten. Wenn Sie es nicht wollten, machen Sie es rückgängig.
offers-changed-keep = Änderung behalten
offers-changed-put-back = Änderung rückgängig machen
not-put-back-what = Was hier erlaubt ist, konnte nicht zurückgesetzt werden.
not-put-back-remedy = Die Änderung wirkt weiterhin nicht. Sehen Sie unter „{ home-settings }“ und „{ home-helpers }“ nach, und ändern Sie es selbst.
change-listed = Jemand wurde auf die Liste der Helfenden gesetzt.
change-unlisted = Jemand wurde von der Liste der Helfenden genommen.
change-offers-off = Niemand darf mehr Hilfe anbieten.
change-offers-view = Helfende auf der Liste dürfen anbieten zuzusehen.
change-offers-control = Helfende auf der Liste dürfen anbieten zuzusehen und um die Steuerung bitten.
change-authority = Eine andere Zertifizierungsstelle bestätigt Helfende.
change-ask = Es kann um Hilfe gebeten werden.
change-help-others = Von hier aus kann anderen geholfen werden.
change-official = Helfende, die nicht auf der Liste stehen, können hereingelassen werden.
change-control = Helfende dürfen um die Steuerung bitten.
change-longest-life = Einladungen dürfen länger gültig sein.
change-session-log = Über Hilfen wird keine Textdatei geschrieben.
change-keep-days = Aufzeichnungen werden kürzer aufbewahrt.
change-encrypted-only = Einladungen dürfen auch ohne das Passwort etwas verraten.
change-older-encryption = Helfende mit älterem, schwächerem Schutz können hereingelassen werden.
change-port-mapping = Der Router darf gebeten werden, Helfende durchzulassen.
change-internal-only = Helfende von außerhalb Ihres eigenen Netzwerks können hereingelassen werden.
change-longest-session = Hilfe darf länger dauern.
change-ask-again = Sie werden seltener gefragt, ob jemand noch zusehen darf.
change-other = Eine andere Einstellung wurde geändert.
offers-title = Wer Hilfe anbieten darf
offers-explained = Helfende auf der Liste können sich mit diesem Computer verbinden, solange Lifeline läuft. Bevor jemand etwas sieht, werden Sie jedes Mal gefragt.
offers-off = Niemand darf Hilfe anbieten
offers-view = Helfende dürfen Zusehen anbieten
offers-control = Helfende dürfen Zusehen anbieten und Steuerung erbitten
offers-fixed = Wer diesen Computer verwaltet, hat das festgelegt.
offers-list = Auf der Liste
offers-list-empty = Niemand steht auf der Liste.
offers-authority = Auch Helfende, deren Namen die Zertifizierungsstelle dieses Computers bestätigt hat, dürfen Hilfe anbieten.
offers-add = Jemanden hinzufügen
offers-add-key = Helferschlüssel
offers-add-name = Name, wie Sie ihn lesen werden
offers-add-do = Auf die Liste setzen
offers-remove = „{ $name }“ von der Liste nehmen
offers-autostart = Bei der Anmeldung starten und im Hintergrund warten
offers-waiting = Wartet auf Hilfsangebote: Helfende auf der Liste können hereinkommen.
offers-waiting-elsewhere = Wartet an Port { $port } auf Hilfsangebote: Helfende auf der Liste können hereinkommen. Den üblichen Port belegt ein anderes Programm, oder es wurde ein anderer gewählt. Wer diesen Computer nicht über seinen Namen findet, schreibt :{ $port } dahinter.
offers-not-waiting = Niemand kann jetzt hereinkommen. { $why }
offers-waits = Eine helfende Person hat oder hatte die Steuerung, als dies geändert wurde: Die Änderung gilt erst, wenn Sie sie bestätigen.
tray-title = Lifeline wartet auf Hilfsangebote
tray-explained = Helfende auf der Liste dieses Computers können hereinkommen; Sie werden jedes Mal gefragt. Klicken Sie, um Lifeline zu öffnen.
tray-shared = Die helfende Person sieht Ihren Bildschirm
tray-controlled = Die helfende Person kann Ihre Maus und Tastatur benutzen
tray-paused = Die Freigabe ist angehalten
tray-quit = Lifeline beenden
wait-port-what = Niemand kann Hilfe anbieten: Port { $port } lässt sich nicht öffnen.
wait-ports-what = Niemand kann Hilfe anbieten: Keiner der Ports { $first } bis { $last } lässt sich öffnen.
wait-port-in-use = Ein anderes Programm benutzt ihn.
wait-port-denied = Dieses System erlaubt es nicht.
wait-port-remedy = Schließen Sie das andere Programm, oder wählen Sie einen anderen Port und nennen Sie ihn den Helfenden.
wait-off-what = Hilfsangebote sind auf diesem Computer nicht erlaubt.
wait-off-why = Solange niemand sie erlaubt, bleiben sie ausgeschaltet.
wait-off-remedy = Erlauben Sie Hilfsangebote: lifeline helper offers control, oder in den Einstellungen im Fenster.
helper-key-what = Ihr Helferschlüssel kann nicht verwendet werden.
kept-file-remedy = Sehen Sie sich diese Datei oder ihren Ordner an, und versuchen Sie es noch einmal.
helper-certificate-what = Dieses Zertifikat wird nicht verwendet.
helper-certificate-remedy = Bitten Sie die Zertifizierungsstelle um eines, das zu Ihrer Anforderung gehört.
helper-bad-key-what = Niemand wurde auf die Liste gesetzt.
helper-bad-key-why = Das ist kein Helferschlüssel: Ein Buchstabe oder eine Ziffer darin ist falsch, oder zwei sind vertauscht.
helper-bad-key-length-why = Das ist kein Helferschlüssel: Es sind { $length } Buchstaben und Ziffern statt { $right }.
helper-bad-key-sign-why = Das ist kein Helferschlüssel: { $sign } kommt in keinem Helferschlüssel vor.
helper-bad-key-remedy = Vergleichen Sie ihn mit dem, den „{ home-offer }“ dort zeigt.
helper-bad-name-what = Niemand wurde auf die Liste gesetzt.
helper-bad-name-why = Ein Name hat 1 bis 64 Zeichen.
helper-bad-name-remedy = Geben Sie der Person einen Namen, an dem Sie sie erkennen.
helper-list-what = Die Liste der Helfenden wurde nicht geändert.
helper-list-fixed = Wer diesen Computer verwaltet, führt die Liste.
helper-list-full = Sie hat { $limit } Einträge und nimmt keine weiteren auf.
helper-list-full-remedy = Nehmen Sie zuerst jemanden von der Liste.
helper-list-file = { $path } kann nicht verwendet werden ({ $error }).
helper-list-administrator = Tun Sie das mit Administratorrechten für diesen Computer.
helper-list-mend = Bringen Sie diese Datei in Ordnung, und versuchen Sie es dann noch einmal.
helper-not-listed = Niemand auf der Liste hat diesen Schlüssel oder Namen.
helper-list-look = lifeline helper list zeigt, wer darauf steht.
helper-forget-what = { $computer } wurde nicht vergessen.
helper-added = { $name } darf jetzt Hilfe anbieten, Schlüssel { $key }.
helper-removed =
    { $count ->
        [one] Eine Person wurde von der Liste der Helfenden genommen.
       *[other] { $count } Personen wurden von der Liste der Helfenden genommen.
    }
helper-offers-off = Trotzdem darf niemand hereinkommen: Hilfsangebote sind ausgeschaltet. Erlauben Sie sie mit: lifeline helper offers control
helper-forgotten = { $computer } ist vergessen: Beim nächsten Mal werden die Wörter wieder verglichen.
helper-not-known = { $computer } war nicht bekannt.
helper-used = Ihr Zertifikat wird jetzt verwendet.
helper-request-next = Senden Sie dies der Zertifizierungsstelle, und verwenden Sie, was Sie zurückbekommen, mit: lifeline helper use-certificate DATEI
helper-request-what = Es gibt keine Anforderung.
helper-machine-list-empty = Die Liste dieses Computers ist jetzt leer, und ohne Administratorrechte kann niemand etwas hinzufügen. Um sie wieder denen zu überlassen, die diesen Computer benutzen, entfernen Sie „helpers“ aus { $path }.
help-end-computer-what = Der andere Computer hat nicht geantwortet.
help-end-computer-why = Er ist aus, heißt hier anders, oder Lifeline wartet dort nicht auf Hilfsangebote oder nur an einem anderen Port.
help-end-computer-remedy = Vergleichen Sie den Namen oder die Adresse mit der Person dort, und fragen Sie, ob Lifeline läuft. Wenn dort ein Port angezeigt wird, schreiben Sie einen Doppelpunkt und diese Nummer hinter den Namen. Oder bitten Sie um eine Einladung.
help-end-not-allowed-what = Der andere Computer nimmt Ihr Angebot nicht an.
help-end-not-allowed-why = Hilfsangebote sind dort nicht erlaubt, oder Sie stehen dort nicht auf der Liste der Helfenden.
help-end-not-allowed-remedy = Geben Sie der Person Ihren Helferschlüssel („{ home-offer }“ zeigt ihn), oder bitten Sie um eine Einladung.
help-end-changed-what = Das ist nicht der Computer, der hier früher geantwortet hat.
help-end-changed-why = Sein Schlüssel hat sich geändert: Jemand steht dazwischen, ein anderer Computer hat jetzt diesen Namen, oder er wurde neu eingerichtet.
help-end-changed-remedy = Fragen Sie die Person dort. Wenn ihr Computer neu eingerichtet wurde, vergessen Sie den alten (lifeline helper forget), und vergleichen Sie die Wörter noch einmal.
help-end-words-what = Sie haben es beendet, weil die Wörter nicht gleich waren.
help-end-words-why = Jemand steht zwischen Ihnen und der Person, oder Sie haben jemand anders angerufen als die Person vor diesem Computer.
help-end-words-remedy = Versuchen Sie es aus einem anderen Netzwerk, oder bitten Sie um eine Einladung.
terminal-compare = Rufen Sie die Person vor { $address } an, und vergleichen Sie diese Wörter mit denen auf ihrem Bildschirm. Wenn alle gleich sind, geben Sie words-match ein; wenn eines anders ist, words-differ.
terminal-compare-novice = Jemand unter { $address } steht auf der Liste der Helfenden dieses Computers und bietet zum ersten Mal Hilfe an. Vergleichen Sie diese Wörter am Telefon, wenn Sie angerufen werden; geben Sie decline ein, um abzulehnen.
terminal-no-words = Gerade werden keine Wörter verglichen.
terminal-offers-changed = Dies wurde geändert, während jemand die Steuerung hatte: { $changes } Geben Sie keep-offers ein, wenn Sie es so wollen, oder put-back-offers, wenn nicht; bis dahin ist nichts erlaubt, was es vorher nicht war.
terminal-waiting-offers = Wartet an Port { $port } auf Hilfsangebote. Geben Sie stop ein, um es zu beenden.
terminal-waiting-offers-elsewhere = Wartet an Port { $port } auf Hilfsangebote: Den üblichen belegt ein anderes Programm, oder es wurde ein anderer gewählt. Wer diesen Computer nicht über seinen Namen findet, schreibt :{ $port } dahinter. Geben Sie stop ein, um es zu beenden.
fault-what = In Lifeline ist etwas ausgefallen, und alles wurde beendet.
fault-why = Das ist ein Fehler im Programm; das Protokoll sagt, wo.
fault-remedy = Niemand sieht oder benutzt diesen Computer. Starten Sie Lifeline noch einmal, und melden Sie den Fehler, wenn Sie können.
control-start-what = Die Person, die Ihnen hilft, kann diesen Computer nicht steuern.
control-start-why = Dieses System lässt Programme die Maus und Tastatur nicht benutzen ({ $error }).
control-silent-why = Der Bildschirm oder die Festplatte antwortet im Moment nicht.
control-start-remedy = Die Person sieht Ihren Bildschirm weiterhin und kann Ihnen sagen, was zu tun ist.

## Was das System meldet, und was an Gespeichertem nicht stimmt

system-not-found = diese Datei oder diesen Ordner gibt es nicht
system-denied = es ist nicht erlaubt
system-exists = etwas mit diesem Namen gibt es schon
system-full = die Festplatte ist voll
system-read-only = die Festplatte kann nur gelesen werden
system-folder = ein Ordner hat diesen Namen
system-no-folder = ein Teil des Pfades ist kein Ordner
system-in-use = ein anderes Programm verwendet es
system-no-network = das Netzwerk ist nicht erreichbar
system-nobody = dort antwortet niemand
system-broken = die Verbindung ist abgebrochen
system-slow = es hat zu lange gedauert
system-senseless = was dort steht, ergibt keinen Sinn
system-memory = es gibt nicht genug Arbeitsspeicher
system-number = Fehler Nummer { $number }
system-unnamed = es ging nicht, und für den Grund gibt es keinen Namen

kept-unread = { $path } kann nicht gelesen werden: { $error }.
kept-damaged = { $path } ist beschädigt.
kept-unwritten = { $path } kann nicht geschrieben werden: { $error }.
kept-exists = { $path } gibt es schon.
kept-no-key = Es konnte kein Schlüssel erzeugt werden.
kept-no-random = Dieser Computer gibt keine Zufallszahlen.
kept-no-home = Für diesen Benutzer gibt es keinen Ordner, in dem Lifeline etwas speichern könnte.
kept-silent = Die Festplatte antwortet nicht.
kept-too-many = Es sind so viele Einladungen gültig, wie es sein können.

dead-expired = Sie ist abgelaufen, während Lifeline nicht lief.
dead-keys-lost = Ihre Schlüssel sind verloren.
dead-damaged = Was davon gespeichert war, ist beschädigt.
dead-listen = Lifeline kann dafür keine Verbindungen mehr annehmen: { $error }.

mail-failed = Das E-Mail-Programm konnte nicht geöffnet werden.

screen-silent = der Bildschirm antwortet nicht
screen-monitor = der Bildschirm, der gezeigt wurde, ist nicht mehr da
screen-ended = das System hat es beendet
screen-portal = diese Arbeitsumgebung zeigt ihren Bildschirm keinem Programm
screen-refused = das System gibt das Bild nicht her
screen-colours = der Bildschirm hat zu wenige Farben
screen-large = die Bildschirme sind zusammen zu groß
desktop-lacks = { $part } fehlt
input-stopped = Lifeline stand still, und was es hielt, wurde losgelassen
input-refused = das System hat nicht angenommen, was gedrückt wurde
input-xwayland = es ist eine Wayland-Arbeitsumgebung, in der nur Fenster älterer Programme erreichbar wären
input-keymap = die Tastaturbelegung kann nicht gelesen werden
input-permission = Lifeline darf die Tastatur noch nicht beobachten

router-said-nothing = er antwortet nicht
router-said-no = er hat mit Fehler { $code } abgelehnt
router-said-nonsense = seine Antworten ergeben keinen Sinn
router-said-taken = dort wird schon ein anderes Programm durchgelassen

certificate-unread = Das Zertifikat kann nicht gelesen werden.
certificate-not-signed = Die Zertifizierungsstelle steht nicht für dieses Zertifikat ein.
certificate-nameless = Das Zertifikat trägt keinen Namen.
certificate-other-key = Das Zertifikat gehört zu einem anderen Schlüssel.
certificate-other-kind = Der Schlüssel ist von anderer Art als die von Helfenden.

snapshot-not-whole = es ist noch kein ganzes Bild angekommen
secret-unread = Die Passwortdatei { $path } kann nicht gelesen werden: { $error }. Prüfen Sie ihren Namen, und ob Sie sie lesen dürfen.
secret-empty = In der ersten Zeile der Passwortdatei { $path } steht kein Passwort.
secret-no-terminal = Nach dem Passwort kann nicht gefragt werden, da es kein Terminal gibt: { $error }. Verwenden Sie { $option }.

practice-place-foreign = { $path } wurde nicht für eine Übung angelegt.
practice-place-server = Das Programm { $program }, das den Bildschirm macht, kann nicht gestartet werden: { $error }.
practice-place-silent = Der Bildschirm für die Übung antwortet nicht.
