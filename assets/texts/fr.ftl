### Every text of Lifeline, in French.
### Words: invitation, la personne qui vous aide (helper, of you), aidant (helpers in general: liste des aidants, clé d'aidant),
### la personne que vous aidez, écran, arrêter le partage, reprendre le contrôle, laisser voir mon écran, mot de passe, routeur,
### clé (touche on the keyboard), proposer son aide, valable, consigner (record), téléphoner (of who called whom: no form of it shows a gender), joindre (reach), laisser entrer (let in).
language-name = Français

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what } : { $about }
window-title = Lifeline
practice-window-title = Lifeline : exercice
back-home = Retour à l’accueil
close-window = Fermer cette fenêtre

## Lengths of time

day-and-time =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[other] décembre
    } { $year }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }
duration-days-hours =
    { $days ->
        [one] { $days } jour { $hours } h
       *[other] { $days } jours { $hours } h
    }

## The first screen

home-title = Que souhaitez-vous faire ?
home-ask = Demander de l’aide
home-ask-explained = Une personne de confiance voit votre écran, mais seulement quand vous avez dit oui.
home-help = Aider quelqu’un
home-help-explained = Ouvrez l’invitation que vous avez reçue.
home-in-force =
    { $count ->
        [0] Invitations en cours
       *[other] Invitations en cours ({ $count })
    }
home-settings = Paramètres
home-history = Historique
home-guide = Comment ça marche
home-practise = S’exercer
home-about = À propos de Lifeline et de ses limites

## How it works, in short

guide-title = Comment ça marche
guide-ask = Si vous avez besoin d’aide
guide-ask-how = Choisissez « { home-ask } » et envoyez l’invitation à la personne qui vous aide. Appelez-la ensuite et dites-lui le mot de passe.
guide-help = Si vous aidez quelqu’un
guide-help-how = Choisissez « { home-help } » et ouvrez l’invitation reçue. La personne vous dit le mot de passe et permet sur son ordinateur que vous le voyiez.
guide-see = Ce qui est visible
guide-see-how = Rien avant que vous ayez dit oui. Ensuite, tout ce qui est sur votre écran, jusqu’à ce que vous arrêtiez : fermez d’abord votre messagerie, votre banque et vos photos. La personne ne peut cliquer ou écrire que si vous répondez oui à une seconde question.
guide-stop = Comment arrêter
guide-stop-how = Pendant le partage, une barre en haut de votre écran dit ce que la personne peut faire. « { bar-stop } » y met fin aussitôt. « { bar-take-back } » ne lui laisse que la vue ; là où la barre le dit, la touche Échap fait de même.
guide-stop-keys = Sans souris, appuyez sur Ctrl+Alt+Espace là où la barre le dit : le clavier passe à la barre, et Échap l’en retire. Pendant que la personne a le contrôle, appuyez d’abord sur Échap.
guide-fraud = Si l’on vous a téléphoné
guide-fraud-how = Ni les banques, ni les entreprises, ni la police n’appellent pour voir votre écran. Si quelqu’un vous a téléphoné et le demande, dites non ici et raccrochez.
guide-practise = Essayer d’abord
guide-practise-how = L’exercice montre les deux côtés sur cet ordinateur. Personne d’autre n’y participe, et votre propre écran n’est pas montré.
practice-open = L’exercice est ouvert dans sa propre fenêtre.
greyed-busy = Cela attend que votre dernière action soit terminée.
greyed-reading = Les règles de cet ordinateur sont encore en cours de lecture.
greyed-empty = Remplissez d’abord ce qui se trouve au-dessus.
greyed-answer = Vous pourrez répondre quand la question aura été affichée un instant.
greyed-allow = Vous pourrez l’autoriser quand la question aura été affichée un instant et que vous aurez répondu à tout ce qu’elle demande.
greyed-saving = Une image est en cours d’enregistrement : dites d’abord où, ou fermez cela.

## About

about-title = À propos de Lifeline
about-version = Version { $version }
about-purpose = Avec Lifeline, une personne de confiance voit votre écran et, si vous le permettez, utilise votre souris et votre clavier. Il ne faut aucun compte, et aucune entreprise ne se place entre vous.
about-limits = Ce que Lifeline ne fait pas
about-limit-asked = Personne ne voit rien avant que vous ayez dit oui sur cet ordinateur. La question vous est posée chaque fois, pour chaque personne.
about-limit-absent = Personne ne peut se connecter en votre absence, ni vous cacher votre propre écran, ni bloquer votre souris et votre clavier.
about-limit-reach = L’ordinateur de la personne qui vous aide doit pouvoir joindre le vôtre. S’il n’y parvient pas, Lifeline le lui dit.
about-limit-fraud = Aucune banque ni aucune entreprise n’appelle pour voir votre écran. Si quelqu’un vous a téléphoné et le demande, raccrochez.

## Asking for help

ask-title = Demander de l’aide
ask-explained = Vous créez une invitation et l’envoyez à une personne de confiance. Ensuite, vous lui dites le mot de passe par téléphone.
ask-life = Combien de temps l’invitation est-elle valable ?
ask-screen = Que peut-on voir ?
ask-screen-all = Tous les écrans
ask-screen-one = Écran { $number } : { $name } ({ $width } × { $height })
ask-limits = Limites
ask-view-only = Laisser seulement regarder, sans jamais utiliser ma souris ni mon clavier
ask-older-windows = La personne qui m’aide a un ancien Windows
ask-older-windows-explained = Les anciens Windows protègent mal la connexion : quelqu’un pourrait lire en chemin ce que vous partagez. N’activez ceci que si la personne qui vous aide en a besoin.
ask-life-fixed = La personne qui gère cet ordinateur ne permet pas plus longtemps.
ask-port-what = Personne ne pourrait vous joindre sur le port { $port } : il est impossible de l’ouvrir.
ask-no-port-what = Personne ne pourrait vous joindre : aucun port ne peut être ouvert.
ask-port-remedy = Choisissez un autre port, ou aucun : Lifeline en prend alors un qui est libre.
ask-store-what = L’invitation n’a pas pu être conservée ; aucune n’a donc été créée.
ask-store-remedy = Libérez de la place sur le disque, ou regardez ce dossier, puis redemandez de l’aide.
ask-keys-what = Aucune invitation n’a pu être créée.
ask-keys-why = Ses clés n’ont pas pu être créées.
ask-keys-remedy = Réessayez.
new-address-what = Cet ordinateur a une nouvelle adresse.
new-address-why = Il a changé de réseau ou sort de veille.
new-address-remedy = L’invitation déjà envoyée ne suffit peut-être plus pour vous joindre. Dans ce cas, envoyez-en une nouvelle.
ask-own-setting = Vous avez désactivé ceci dans les paramètres.
ask-make = Créer l’invitation
making-title = Création de l’invitation
making-explained = Lifeline crée des clés qui ne servent qu’à cette invitation. Cela prend quelques secondes ; { $seconds } s jusqu’ici.

## An invitation

invitation-title = Votre invitation
invitation-waiting = En attente de la personne qui vous aide · valable jusqu’à { $until } · encore { $left }
invitation-connected = La personne qui vous aide est là. La question vous est posée dans un instant.
invitation-failed-tries =
    { $count ->
        [one] Quelqu’un a donné un mauvais mot de passe une fois. Au bout de cinq, cette invitation se ferme.
       *[other] Quelqu’un a donné un mauvais mot de passe { $count } fois. Au bout de cinq, cette invitation se ferme.
    }
invitation-send = 1. Envoyez l’invitation
invitation-save = Enregistrer l’invitation…
invitation-mail = Envoyer par e-mail
invitation-copy = Copier le texte
invitation-webmail = Je lis mes e-mails dans le navigateur
invitation-working = Un instant…
invitation-mailed = L’invitation est dans votre logiciel de messagerie. Relisez l’e-mail et envoyez-le.
invitation-copied = L’invitation est copiée. Collez-la dans un message à la personne qui vous aide.
invitation-saved = Enregistrée : { $path }
invitation-save-path = Enregistrer l’invitation sous
invitation-save-here = Enregistrer ici
invitation-save-close = Fermer
invitation-file-name = Invitation.msrcIncident
invitation-tell = 2. Dites le mot de passe
invitation-password = Mot de passe à dire à la personne qui vous aide
invitation-tell-explained = Dites-lui le mot de passe par téléphone ; jamais dans le même e-mail.
invitation-spell = Épeler
invitation-spell-hide = Ne plus épeler
invitation-weak = Cette invitation laisse aussi entrer un ancien Windows, avec une protection plus faible.
invitation-stuck = Seulement si la personne qui vous aide ne parvient pas à joindre cet ordinateur :
router-mapped = La personne qui vous aide peut vous joindre de partout : le routeur la laisse entrer à l’adresse { $address }.
router-none = Cet ordinateur n’a pas d’accès à Internet. Seule une personne du même réseau peut vous joindre.
router-not-needed = Cet ordinateur a une adresse publique ; il n’y a rien à demander au routeur.
router-public-network = Pour votre système, ce réseau est public ; Lifeline n’a donc pas demandé au routeur de laisser entrer quelqu’un.
router-silent = Le routeur ne laisse pas entrer les aidants de lui-même. Une personne du même réseau peut vous joindre ; les autres, seulement si le routeur est réglé pour les laisser entrer.
router-second = Le routeur est lui-même derrière un autre (son adresse extérieure est { $address }) ; personne ne peut donc vous joindre par Internet. Une personne du même réseau le peut.
router-taken = Le routeur utilise déjà cet accès pour autre chose. Une personne du même réseau peut vous joindre ; pour les autres, créez une nouvelle invitation.
router-refused = Le routeur refuse de laisser entrer les aidants (erreur { $code }). Une personne du même réseau peut vous joindre ; les autres, seulement si le routeur est réglé pour les laisser entrer.
router-failed = Il a été impossible de demander au routeur de laisser entrer les aidants ({ $why }). Une personne du même réseau peut vous joindre.
invitation-examine = Peut-on me joindre ?
invitation-examining = Lifeline examine cet ordinateur, son pare-feu et le routeur…
invitation-connect = Rejoindre la personne qui m’aide…
invitation-reply-explained = Si la personne qui vous aide ne peut pas vous joindre, elle peut vous envoyer une réponse. Collez-la ici : votre ordinateur rejoint alors le sien, et la question vous est posée comme toujours.
invitation-reply = Réponse reçue
invitation-reply-use = Rejoindre la personne qui m’aide
invitation-dialling = Connexion à l’ordinateur de la personne qui vous aide…
invitation-cancel = Annuler l’invitation
reply-none-what = Ce n’est pas une réponse de la personne qui vous aide.
reply-none-why = Vous avez peut-être copié autre chose ; une réponse commence par LIFELINE-REPLY.
reply-none-remedy = Copiez toute la réponse que vous avez reçue, et collez-la de nouveau.
reply-damaged-what = La réponse est abîmée.
reply-damaged-why = Il en manque peut-être une partie, ou une lettre est fausse.
reply-damaged-remedy = Copiez encore une fois toute la réponse, ou demandez à la personne qui vous aide de la renvoyer.
reply-newer-what = La réponse ne peut pas être lue.
reply-newer-why = La personne qui vous aide a un Lifeline plus récent.
reply-newer-remedy = Utilisez la dernière version de Lifeline sur les deux ordinateurs.
reply-foreign-what = Cette réponse ne correspond à aucune invitation en cours ici.
reply-foreign-why = La personne qui vous aide a peut-être ouvert une ancienne invitation, ou une autre.
reply-foreign-remedy = Envoyez-lui cette invitation-ci, et demandez-lui une nouvelle réponse.
reply-forged-what = La réponse n’a pas été utilisée.
reply-forged-why = La personne qui l’a créée ne connaît pas le mot de passe de votre invitation, ou une lettre a été changée en chemin.
reply-forged-remedy = N’allez pas plus loin. Appelez la personne qui vous aide et demandez-lui si cette réponse vient d’elle.
reply-expired-what = La réponse a expiré.
reply-expired-why = L’ordinateur de la personne qui vous aide n’attend qu’un certain temps.
reply-expired-remedy = Demandez-lui une nouvelle réponse, et utilisez-la tout de suite.
reply-forbidden-what = La réponse n’a pas été utilisée.
reply-forbidden-why = La personne qui gère cet ordinateur n’autorise que les aidants du même réseau, et celui-ci est ailleurs.
reply-forbidden-remedy = Adressez-vous à elle.
reply-unreachable-what = L’ordinateur de la personne qui vous aide n’a pas pu être joint.
reply-unreachable-why = Lifeline y est peut-être fermé, ou son réseau ne laisse entrer personne non plus.
reply-unreachable-remedy = Demandez-lui si Lifeline attend encore, et une nouvelle réponse. Si aucun de vos deux réseaux ne laisse entrer quelqu’un, l’un de vos routeurs doit être réglé pour le permettre.
reply-somebody-what = La personne qui vous aide n’a pas été trouvée.
reply-somebody-why = Un autre ordinateur a répondu à l’endroit indiqué, ou le Lifeline de cette personne n’attend plus.
reply-somebody-remedy = Demandez-lui une nouvelle réponse.
router-here-none = Cet ordinateur n’a pas d’accès à Internet. Seule une personne du même réseau peut vous rejoindre.
router-here-public-network = Pour votre système, ce réseau est public ; Lifeline n’a donc pas demandé au routeur de laisser entrer cette personne. Quelqu’un du même réseau peut vous rejoindre.
router-here-second = Votre routeur est lui-même derrière un autre (son adresse extérieure est { $address }) ; la personne que vous aidez ne peut donc pas vous rejoindre par Internet.
router-here-closed = Votre routeur ne laisse pas entrer de lui-même la personne que vous aidez. Elle peut vous rejoindre si elle est dans le même réseau, ou si le routeur est réglé pour la laisser entrer.
webmail-file = Il vous faut l’invitation sous forme de fichier : enregistrez-la, ou faites-la placer dans votre dossier de téléchargements.
webmail-how = Écrivez un nouvel e-mail dans le navigateur, choisissez de joindre un fichier (souvent un trombone), puis choisissez ce fichier. Envoyez l’e-mail, et dites le mot de passe par téléphone.
webmail-show = Placer le fichier là et le montrer
webmail-shown = Le dossier qui contient le fichier est ouvert : { $path }
webmail-put = Le fichier est ici : { $path }
webmail-draft = Créer un brouillon
webmail-drafted = Le brouillon est prêt : { $path }

cancel-question = Annuler cette invitation ? La personne qui vous aide ne pourra plus l’utiliser.
cancel-keep = Garder l’invitation
cancel-do = L’annuler maintenant
lapse-expired-what = Votre invitation a expiré.
lapse-expired-why = Son délai est écoulé.
lapse-expired-unused = Personne ne l’a utilisée avant la fin de son délai.
lapse-expired-remedy = Créez-en une nouvelle si vous avez encore besoin d’aide.
lapse-closed-what = Votre invitation est fermée.
lapse-closed-why = Quelqu’un a donné cinq fois un mauvais mot de passe.
lapse-closed-remedy = Demandez à la personne qui vous aide si c’était elle, puis créez une nouvelle invitation.

## A password, spelled on the telephone

spell-letter = { $letter ->
    [A] A comme Anatole
    [B] B comme Berthe
    [C] C comme Célestin
    [D] D comme Désiré
    [E] E comme Eugène
    [F] F comme François
    [G] G comme Gaston
    [H] H comme Henri
    [I] I comme Irma
    [J] J comme Joseph
    [K] K comme Kléber
    [L] L comme Louis
    [M] M comme Marcel
    [N] N comme Nicolas
    [O] O comme Oscar
    [P] P comme Pierre
    [Q] Q comme Quintal
    [R] R comme Raoul
    [S] S comme Suzanne
    [T] T comme Thérèse
    [U] U comme Ursule
    [V] V comme Victor
    [W] W comme William
    [X] X comme Xavier
    [Y] Y comme Yvonne
    [Z] Z comme Zoé
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] zéro
    [1] un
    [2] deux
    [3] trois
    [4] quatre
    [5] cinq
    [6] six
    [7] sept
    [8] huit
    [9] neuf
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] tiret
    [underscore] tiret bas
    [dot] point
    [comma] virgule
    [exclamation] point d’exclamation
    [question] point d’interrogation
    [at] arobase
    [hash] dièse
    [star] étoile
    [slash] barre oblique
    [plus] plus
    [blank] espace
   *[other] { $sign }
}
spell-capital = { $spelled }, majuscule
spell-small = { $spelled }, minuscule
spell-all-capitals = Toutes les lettres sont des majuscules.
spell-all-small = Toutes les lettres sont des minuscules.

## The invitations in force

in-force-title = Invitations en cours
in-force-none = Aucune invitation n’est en cours. Personne ne peut se connecter.
in-force-view-only = On peut seulement regarder.
in-force-control = On peut regarder ; votre accord est demandé avant toute utilisation de votre souris et de votre clavier.
in-force-show = Revoir
in-force-dead = Une invitation précédente ne fonctionne plus : { $reason }

## Closing the window while an invitation waits

closing-title = Votre invitation est toujours en cours
closing-explained = Tant que Lifeline est fermé, personne ne peut se connecter. L’invitation fonctionne de nouveau si vous ouvrez Lifeline avant { $until }.
closing-stay = Ne pas fermer
closing-keep = Fermer et garder l’invitation
closing-cancel = Fermer et annuler l’invitation

## The questions

question-view-title = Quelqu’un veut voir votre écran
name-claimed = Cette personne dit s’appeler :
name-known = Son nom sur cet ordinateur :
name-offered-to = Vous avez proposé votre aide à cet ordinateur :
name-none = Cette personne n’a donné aucun nom.
question-view-who = Cette personne a donné le bon mot de passe. Elle se connecte depuis { $address }. Son nom est ce qu’elle a écrit ; il n’est pas vérifié.
question-view-means = Elle verra tout ce qui est sur cet écran jusqu’à ce que vous arrêtiez. Elle ne pourra ni cliquer ni écrire, sauf si vous le permettez plus tard.
question-private = Fermez ce qu’on ne doit pas voir : messagerie, banque, photos.
question-desktop-asks = Après votre oui, votre bureau vous demande encore une fois : choisissez-y l’écran ou la fenêtre que cette personne pourra voir.
question-desktop-asks-control = Après votre oui, votre bureau vous demande encore une fois : autorisez-y la souris et le clavier, et choisissez le même écran.
question-view-caution = Aucune banque ni aucune entreprise n’appelle pour voir votre écran.
question-caller = Avez-vous téléphoné, ou vous a-t-on téléphoné ?
question-caller-novice = J’ai téléphoné
question-caller-helper = On m’a téléphoné
question-caller-first = Dites d’abord qui a téléphoné à qui.
question-caller-counts = Prenez votre temps : vous pourrez laisser voir votre écran dans { $seconds } s.
question-caller-over = Vous pouvez maintenant laisser voir votre écran.
question-caller-now = (maintenant)
question-view-allow = Laisser voir mon écran
question-control-title = Permettre d’utiliser votre souris et votre clavier ?
question-control-means = Cette personne pourra cliquer et écrire comme si elle était ici, jusqu’à ce que vous repreniez le contrôle. Votre souris et votre clavier continuent de fonctionner.
question-control-caution = Regardez ce qui se passe. Si l’on ouvre votre banque ou votre messagerie, ou si l’on vous demande d’acheter des cartes cadeaux ou d’envoyer de l’argent, c’est une escroquerie : arrêtez le partage.
question-control-allow = Laisser utiliser ma souris et mon clavier
question-control-prompts = Laisser aussi répondre aux demandes d’autorisation de Windows

## "They called me"

called-title = On vous a téléphoné
called-means = Une personne qui appelle puis veut voir votre écran est presque toujours un escroc, si aimable, pressée ou officielle qu’elle paraisse. Ni les banques, ni les entreprises, ni la police ne font cela.
called-do = Arrêtez tout ici, puis raccrochez. Vous ne devez aucune réponse. Pour savoir si c’était vrai, appelez vous-même la banque ou l’entreprise, à un numéro trouvé dans vos papiers.
called-end = Tout arrêter
called-back = Revenir à la question
question-weak = La connexion est mal protégée, car son programme est ancien.
question-again = Vous l’aviez déjà permis. La personne qui gère cet ordinateur veut que la question vous soit reposée.
question-notice = Message de la personne qui gère cet ordinateur : { $notice }
question-refuse = Ne pas autoriser
question-locked = (dans { $seconds })
question-silence = Sans réponse dans { $seconds } s, ce sera non.
question-wrong = Quelque chose ne va pas : tout arrêter
question-details = Détails
question-details-hide = Masquer les détails
question-details-address = Adresse : { $address }
question-details-strong = Protection : forte. Personne ne peut lire en chemin ce que vous partagez.
question-details-weak = Protection : faible (RC4 seul). Quelqu’un pourrait lire en chemin ce que vous partagez.
question-details-reached = Son programme a vérifié qu’il a bien joint cet ordinateur.
question-details-not-reached = Son programme ne peut pas vérifier qu’il vous a bien joint.

## Called to a question, by the desktop's notification

call-view = Quelqu’un demande à voir votre écran
call-view-text = Lifeline a une question pour vous. Personne ne voit rien tant que vous n’avez pas dit oui.
call-control = Demande d’utiliser votre souris et votre clavier
call-control-text = Lifeline a une question pour vous. La personne qui vous aide ne peut ni cliquer ni écrire tant que vous n’avez pas dit oui.
call-offer = Quelqu’un vous propose son aide
call-offer-text = Lifeline vous montre des mots à comparer avec cette personne.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = Une aide à distance est attendue ou en cours.

## The bar while sharing

bar-name = Votre écran est partagé
bar-view-asked = Quelqu’un veut voir votre écran : la question est dans la fenêtre de Lifeline
bar-control-asked = La personne qui vous aide veut utiliser souris et clavier : la question est dans la fenêtre de Lifeline
bar-desktop-asks = Votre bureau vous demande maintenant de choisir ce qui sera montré
bar-desktop-asks-control = Votre bureau vous demande maintenant d’autoriser la souris et le clavier
bar-seeing = La personne qui vous aide voit votre écran · { $time }
bar-controlling = La personne qui vous aide peut utiliser souris et clavier · { $time }
bar-paused = En pause : la personne qui vous aide ne voit rien de nouveau · { $time }
bar-escape = Échap y met fin
bar-shortcut = { $keys } y met fin
bar-keyboard = Clavier : Ctrl+Alt+Espace
bar-pause = Pause
bar-resume = Reprendre le partage
bar-allow-control = Autoriser le contrôle
bar-control-impossible = Sur ce bureau, aucun programme ne peut utiliser votre souris et votre clavier.
bar-take-back = Reprendre le contrôle
bar-show-question = Montrer la question
bar-stop = Arrêter le partage
bar-note-escape = Vous avez repris le contrôle avec Échap.
bar-note-taken-back = Vous avez repris le contrôle.
bar-note-given-back = Le contrôle vous a été rendu.
bar-note-refused = Le refus a été transmis.
bar-note-desktop-refused = La question du bureau n’a pas reçu de oui : le contrôle n’a pas été donné.
bar-note-hidden = Quelque chose cachait cette barre ; rien n’est donc montré. Ne reprenez que si vous savez pourquoi.
bar-note-system-asks = Windows vous demande quelque chose à quoi personne d’autre ne peut répondre. La personne qui vous aide n’en voit rien et n’y accède pas.
bar-note-protected = Un programme garde sa fenêtre hors de l’image : la personne qui vous aide y voit du noir.
bar-note-forbidden = La personne qui gère cet ordinateur n’autorise plus le contrôle.
bar-note-input-lost = Lifeline a été arrêté un moment ; le contrôle a donc pris fin.

## Why it ended

ended-ask-again = Redemander
ended-waiting =
    { $count ->
        [one] Votre invitation est toujours en cours : la personne qui vous aide peut s’en servir de nouveau, et la question vous est alors reposée.
       *[other] { $count } invitations sont toujours en cours : les personnes qui vous aident peuvent s’en servir de nouveau, et la question vous est alors reposée.
    }
ended-waiting-other =
    { $count ->
        [one] Une autre de vos invitations est toujours en cours.
       *[other] { $count } autres de vos invitations sont toujours en cours.
    }
ended-cancel =
    { $count ->
        [one] Annuler l’invitation
       *[other] Annuler les { $count } invitations
    }
ended-cancelled =
    { $count ->
        [one] L’invitation est annulée. Plus personne ne peut entrer avec elle.
       *[other] Les { $count } invitations sont annulées. Plus personne ne peut entrer avec elles.
    }
ended-fraud = Je crois que c’était une escroquerie

## What happened, after the end

summary-title = Ce qui s’est passé
summary-when = { $when }, pendant { $time }, depuis { $address }
summary-save = Enregistrer le compte rendu
summary-print = Imprimer le compte rendu
summary-saved = Enregistré : { $path }
summary-printed = Le compte rendu est envoyé à l’imprimante.
summary-opened = Aucune imprimante ne l’accepte directement. Le compte rendu est enregistré et s’ouvre dans un programme qui peut l’imprimer : { $path }
summary-kept = Aucune imprimante ne l’accepte, et aucun programme ne l’a ouvert. Le compte rendu est enregistré : { $path }
summary-file-name = Aide { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = Si c’était une escroquerie
fraud-calm = Plus personne ne voit votre écran. Les escrocs ont du métier, et cela arrive aussi aux personnes prudentes. Ce que vous ferez dans l’heure qui vient peut beaucoup aider.
fraud-step = { $number }. { $what }
fraud-call = Raccrochez
fraud-call-how = Mettez fin à l’appel et ne répondez plus. On rappellera peut-être en se disant votre banque, la police ou quelqu’un qui récupère votre argent : ce sont les mêmes personnes.
fraud-bank = Appelez votre banque
fraud-bank-how = Composez le numéro inscrit sur votre carte ou sur un relevé, jamais celui qu’on vous a donné. Faites bloquer vos cartes et votre banque en ligne, même si rien ne semble manquer. Si vous avez acheté des cartes cadeaux, appelez la société qui les vend et gardez les cartes et le reçu.
fraud-computer = Coupez cet ordinateur du réseau
fraud-computer-how = Si votre souris et votre clavier ont pu être utilisés, coupez le Wi-Fi ou débranchez le câble. Faites examiner l’ordinateur par quelqu’un que vous connaissez avant de vous en servir de nouveau pour la banque ou les e-mails.
fraud-passwords = Changez vos mots de passe
fraud-passwords-how = Sur un autre ordinateur ou téléphone : d’abord celui de votre messagerie, puis celui de votre banque, puis tous ceux que vous avez tapés ou qui étaient à l’écran.
fraud-police = Prévenez la police
fraud-police-how =
    { $country ->
        [FR] Portez plainte au commissariat ou à la gendarmerie ; le site public d’aide aux victimes d’actes de cybermalveillance vous guide.
        [BE] Portez plainte auprès de votre police locale.
        [CH] Portez plainte auprès de la police cantonale.
        [CA] Signalez-le à votre police locale et au Centre antifraude du Canada.
        [GB] Signalez-le à la police : le service national des signalements de fraude les prend en ligne et par téléphone, en Écosse c’est la police.
        [US] Signalez-le à votre police locale, à la Federal Trade Commission et à l’Internet Crime Complaint Center du FBI.
       *[other] Signalez-le à la police, dans un poste ou en ligne.
    } Faites-le aussi si rien n’a été pris. Ce que Lifeline a consigné, les messages et le numéro de téléphone lui sont utiles.
fraud-later = Dans les semaines qui viennent
fraud-later-how = Regardez vos comptes chaque jour. Racontez à une personne de confiance ce qui s’est passé : une personne avertie se laisse moins tromper.
fraud-keep = Pour la banque et la police : ce qui s’est passé, tel que cet ordinateur l’a consigné.
ended-in-force = Invitations en cours
end-again-remedy = Si vous avez encore besoin d’aide, dites-le à la personne qui vous aide, ou redemandez de l’aide.
end-stopped-what = Vous avez arrêté le partage.
end-stopped-why = Plus personne ne voit votre écran.
end-stopped-remedy = Si personne ne doit revenir, annulez l’invitation.
end-closed-what = L’aide est terminée.
end-closed-why = Lifeline a été fermé ici, et plus personne ne voit votre écran.
end-closed-remedy = Rouvrez Lifeline si vous avez encore besoin d’aide ; votre invitation fonctionne jusqu’à son expiration.
end-window-what = Un autre programme a fermé la fenêtre de Lifeline, et la barre avec elle.
end-window-why = Tout est donc terminé : personne ne voit ni n’utilise cet ordinateur.
end-window-remedy = Redemandez de l’aide si vous en avez encore besoin.
all-closed-what = Tout est arrêté, et plus personne ne peut entrer.
all-closed-why = Personne ne voit votre écran, et toutes les invitations sont annulées.
all-closed-remedy = Si quelqu’un vous a téléphoné pour vous demander cela, raccrochez et ne dites plus rien.
all-closed-offers-why = Personne ne voit votre écran. Toutes les invitations sont annulées, et les propositions d’aide ne passent plus.
all-closed-offers-remedy = Si quelqu’un vous a téléphoné pour vous demander cela, raccrochez et ne dites plus rien. Les propositions d’aide passeront de nouveau la prochaine fois que vous ouvrirez Lifeline.
end-left-what = La personne qui vous aide est partie.
end-left-why = Elle a mis fin à l’aide de son côté, et plus personne ne voit votre écran.
end-left-remedy = Si vous avez encore besoin d’aide, dites-le-lui, ou redemandez de l’aide.
end-lost-what = La connexion avec la personne qui vous aide est coupée.
end-lost-why = Son ordinateur ou l’un de vos réseaux ne répond plus.
end-lost-remedy = Tant que l’invitation est en cours, elle peut se reconnecter ; la question vous est alors reposée.
end-refused-what = La personne qui vous aide n’est pas entrée.
end-refused-why = Vous ne lui avez pas montré votre écran, et elle n’a rien vu.
end-refused-remedy = Si vous ne l’attendez plus, annulez l’invitation.
end-unanswered-what = La personne qui vous aide n’est pas entrée.
end-unanswered-why = Personne n’a répondu à temps à la question ; la réponse a donc été non.
end-unanswered-remedy = Demandez-lui de se reconnecter quand vous êtes là.
end-screen-what = Votre écran ne peut plus être montré.
end-screen-why = Réponse du système : { $why }.
end-screen-remedy = Redemandez de l’aide quand votre écran est revenu.
end-desktop-what = Votre écran n’a pas été montré.
end-desktop-why = Vous l’avez permis dans Lifeline, mais la question de votre bureau a reçu un non, a été fermée ou est restée sans réponse.
end-desktop-remedy = Si vous voulez de l’aide, demandez une nouvelle connexion, et choisissez l’écran quand votre bureau le demande.
end-replaced-what = La personne qui vous aide s’est reconnectée.
end-replaced-why = Sa première connexion ne répondait plus ; elle a donc été fermée.
end-replaced-remedy = Répondez à la nouvelle question.
not-recorded-what = Ce qui se passe ici n’est pas consigné.
not-recorded-why = L’historique ne peut pas être écrit : { $why }.
not-recorded-locked = Un autre programme garde l’historique pour lui seul (le fichier journal.lock).
not-recorded-silent = Le disque qui contient l’historique ne répond pas.
not-recorded-remedy = L’aide continue. Regardez si le disque est plein ou inaccessible ; ensuite, ce qui se passe sera de nouveau consigné.
history-none-what = L’historique ne peut pas être lu.
history-none-remedy = Réessayez, ou regardez dans le dossier que le message indique.
record-started = Lifeline était prêt à recevoir une demande d’aide.
record-stopped = Lifeline s’est terminé.
record-invited = Vous avez créé une invitation { $detail }.
record-invited-for = Vous avez créé une invitation valable { $time }.
record-addresses = L’invitation indique ces adresses : { $detail }.
record-cancelled = Vous avez annulé une invitation.
record-all-closed = Vous avez dit que quelque chose n’allait pas : tout a été fermé.
record-expired = Une invitation a expiré.
record-closed = Une invitation a été fermée : un mauvais mot de passe a été donné cinq fois.
record-reached = L’autre ordinateur a répondu.
record-accepted = Le mot de passe était bon, et la question a été posée.
record-offer-accepted = Vous avez proposé votre aide, et la question a été posée.
record-offered = Une personne de la liste des aidants a proposé son aide.
record-offer-refused = Une proposition d’aide a été refusée ({ $detail }).
record-offer-busy = Une proposition d’aide a été refusée : quelqu’un aidait déjà.
record-offers-confirmed = Vous avez confirmé un changement de ce qui est permis ici.
record-offers-put-back = Vous avez remis ce qui est permis ici comme c’était avant qu’un aidant ait le contrôle.
record-key-known = Quelqu’un a donné le bon mot de passe, et sa clé est connue ici.
record-i-called = Vous avez dit que vous aviez téléphoné.
record-they-called = Vous avez dit qu’on vous avait téléphoné.
record-connected = Quelqu’un a donné le bon mot de passe.
record-dialled = Votre ordinateur a rejoint la personne qui vous aide, grâce à sa réponse.
record-wrong-password = Quelqu’un a donné un mauvais mot de passe.
record-too-soon = Une personne qui n’avait pas pu entrer est revenue aussitôt. Aucune question ne vous a été posée.
record-view-allowed = Vous avez laissé voir votre écran.
record-saw = Vous avez pu voir l’autre écran.
record-view-refused = Vous n’avez pas laissé voir votre écran.
record-view-unanswered = Personne n’a répondu à la demande de voir votre écran : c’est donc non.
record-control-asked = On a demandé à utiliser votre souris et votre clavier.
record-asked-control = Vous avez demandé à utiliser l’autre souris et l’autre clavier.
record-control-allowed = Vous avez laissé utiliser votre souris et votre clavier.
record-controlled = Vous avez pu utiliser l’autre souris et l’autre clavier.
record-control-refused = Le contrôle a été refusé.
record-control-unanswered = Personne n’a répondu à la demande d’utiliser votre souris et votre clavier : c’est donc non.
record-control-ended = Le contrôle a pris fin.
record-control-forbidden = Les règles de cet ordinateur n’autorisent pas le contrôle.
record-paused = Le partage a été mis en pause.
record-paused-hidden = Le partage a été mis en pause, car la barre qui le signale était cachée.
record-paused-interrupted = Le partage a été mis en pause, car le bureau a interrompu son image, par exemple parce qu’un écran a changé.
record-resumed = Le partage a repris.
record-asked-again = Les règles de cet ordinateur veulent que la question vous soit reposée.
record-time-up = La durée maximale permise par les règles de cet ordinateur était atteinte.
record-session-forbidden = Les règles de cet ordinateur ne le permettaient plus.
record-invitation-forbidden = Les règles de cet ordinateur n’autorisent pas d’invitation.
record-stranger = Les règles de cet ordinateur n’ont pas laissé entrer quelqu’un.
record-stranger-key = Les règles de cet ordinateur n’ont pas laissé entrer quelqu’un qui n’est pas reconnu pour aider ici.
record-stranger-outside = Les règles de cet ordinateur n’ont pas laissé entrer quelqu’un qui venait d’un autre réseau.
record-ended-you = Vous y avez mis fin.
record-ended-helper = La personne qui vous aide y a mis fin.
record-ended-novice = La personne que vous aidez y a mis fin.
record-ended-lost = La connexion a été coupée.
record-ended-refused = La réponse a été non.
record-ended-desktop = La question du bureau n’a pas reçu de oui.
record-ended-unanswered = Personne n’a répondu à la question.
record-ended-closed = Lifeline a été fermé.
record-ended-window = Un autre programme a fermé la fenêtre de Lifeline.
record-ended-novice-closed = La personne que vous aidez a fermé Lifeline.
record-ended-screen = L’écran ne pouvait plus être montré.
record-ended-protocol = L’un des deux programmes n’a pas compris l’autre.
record-ended-replaced = La connexion ne répondait plus, et une autre l’a remplacée.
record-ended-password = Le mot de passe était faux.
record-ended-no-invitation = L’invitation n’y était plus en cours.
record-ended-busy = Quelqu’un d’autre aidait déjà.
record-ended-rules = Les règles de l’ordinateur y ont mis fin.
record-ended-time = La durée maximale était atteinte.
record-problem = Il y a eu un problème : { $detail }
record-not-recorded =
    { $count ->
        [one] Un événement n’a pas pu être consigné
       *[other] { $count } événements n’ont pas pu être consignés
    } : le disque était plein ou ne répondait pas.
record-mail-failed = L’invitation n’a pas pu être envoyée par e-mail : { $detail }
record-times = { $count } fois entre le { $first } et le { $last }.
record-visits = Quelqu’un est venu, et reparti sans avoir pu entrer.
record-from = Depuis { $address }.
history-helped-by = Vous avez reçu de l’aide depuis { $address }.
history-not-let-in = Quelqu’un à l’adresse { $address } n’a pas pu entrer.
history-helped = Vous avez aidé quelqu’un à l’adresse { $address }.
history-not-helped = Vous n’avez pas pu entrer à l’adresse { $address }.
history-controlled = L’écran était visible, la souris et le clavier utilisables.
history-viewed = L’écran était visible.
history-nothing = Rien n’a été permis.
history-no-end = La fin n’est pas consignée.
log-title = Lifeline : le compte rendu d’une aide
log-number = Son numéro, le même dans les comptes rendus des deux ordinateurs : { $number }
policy-place = Les règles de cet ordinateur sont cherchées dans { $place }.
policy-not-written = Les règles n’ont pas pu être écrites dans { $path } : { $error }. Un administrateur peut les écrire.
policy-no-file = ce fichier n’existe pas
policy-wrong-line = { $place }, ligne { $line } : { $what }
policy-place-line = { $place }, ligne { $line }
trusted-relative = ce n’est pas un chemin complet depuis la racine ; ce serait donc un autre fichier dans chaque dossier
trusted-dangling = { $path } n’existe pas, bien qu’un lien y mène
trusted-loop = les liens dans { $path } tournent en rond
trusted-no-file = { $path } n’est pas un fichier ordinaire
trusted-owner = { $path } appartient à quelqu’un qui n’a pas autorité ici
trusted-writable = d’autres peuvent modifier { $path }, qui ne fait donc pas autorité
trusted-failed = { $path } ne peut pas être examiné : { $error }
file-irregular = ce n’est pas un fichier ordinaire
file-too-large = il est plus grand qu’un tel fichier ne peut l’être
history-title = Historique
history-more = La commande { $command } montre ce qui est plus ancien.
desk-reading = Lecture…
desk-silent-what = Le disque de cet ordinateur ne répond pas.
desk-silent-why = C’est peut-être un dossier du réseau qui est inaccessible, ou un disque en panne.
desk-silent-remedy = Ce que vous avez commencé continue dès qu’il répond. En attendant, vous pouvez toujours arrêter.
settings-title = Paramètres
settings-look = Langue et apparence
settings-language = Langue
settings-as-system = Comme le système
settings-text-size = Taille du texte
settings-percent = { $percent } %
settings-brightness = Clair ou sombre
settings-light = Clair
settings-dark = Sombre
settings-sound = Un son m’appelle quand une question m’est posée
settings-fixed = C’est la personne qui gère cet ordinateur qui l’a décidé.
settings-asking = Demander de l’aide
settings-ask = Je peux demander de l’aide
settings-official = Seulement les aidants dont la clé est connue ici, jamais quelqu’un d’autre
settings-official-list = Leurs clés sont sur la liste, sous « { home-helpers } ». Ces personnes ouvrent vos invitations comme toujours.
settings-limits = Ce que les aidants peuvent faire
settings-control = Les aidants peuvent utiliser ma souris et mon clavier, si je dis oui
settings-older = Je peux laisser entrer des aidants qui ont un ancien Windows, dont les connexions sont mal protégées
settings-encrypted = Les invitations ne montrent rien sans le mot de passe (Windows XP ne peut pas les ouvrir)
settings-again = Me redemander si l’on peut voir mon écran
settings-again-never = jamais
settings-longest = Terminer l’aide automatiquement
settings-longest-none = jamais
settings-minutes = après { $minutes } minutes
settings-network = Réseau
settings-mapping = Demander à mon routeur de laisser entrer les aidants de l’extérieur
settings-internal = Seulement les aidants de ce réseau
settings-spare = Ménager un réseau lent
settings-spare-none = non
settings-spare-little = un peu
settings-spare-more = davantage
settings-spare-most = autant que possible
settings-records = Historique
settings-log = Écrire un fichier texte sur chaque aide
settings-keep = Durée de conservation
settings-days = { $days } jours
settings-keep-all = sans limite
settings-everybody = Toutes les personnes de cet ordinateur
settings-everybody-on = Toutes les personnes qui utilisent cet ordinateur peuvent demander de l’aide.
settings-everybody-off = Aucune personne qui utilise cet ordinateur ne peut demander de l’aide.
settings-everybody-forbid = Interdire de demander de l’aide…
settings-everybody-allow = Permettre de demander de l’aide…
settings-everybody-explained = Le système demande d’abord un administrateur.
settings-everybody-waits = Le système demande un administrateur.
history-empty = Il ne s’est encore rien passé.
switch-what = Le réglage de cet ordinateur n’a pas été changé.
switch-remedy = Seul un administrateur de cet ordinateur peut le changer.
elevate-none = Le système n’a ici aucun moyen de demander un administrateur ({ $error }).
elevate-refused = Aucun administrateur n’a donné son accord.
elevate-untrusted = Lifeline devrait s’exécuter en tant qu’administrateur, mais d’autres qu’un administrateur auraient pu le modifier : { $why }. Installez Lifeline là où seuls les administrateurs peuvent écrire, ou laissez un administrateur lancer le sien : lifeline policy asking on, ou off.
autostart-untrusted = D’autres pourraient modifier ce qui serait lancé : { $why }
settings-what = Les paramètres n’ont pas été enregistrés.
practice-forbidden = La personne qui gère cet ordinateur ne permet ni de demander de l’aide ni d’en donner ; il n’y a donc rien à essayer.
rules-ask-what = Vous ne pouvez pas demander d’aide, et aucune invitation n’est en cours.
rules-ask-why = La personne qui gère cet ordinateur ne permet pas de demander de l’aide avec Lifeline.
rules-ask-remedy = Adressez-vous à elle.
rules-own-why = Vous avez désactivé les demandes d’aide dans les paramètres.
rules-own-remedy = Réactivez-les là, puis redemandez de l’aide.
rules-wrong-why = Les règles de cet ordinateur ne peuvent pas être lues : { $wrong }.
rules-unread-what = La personne qui vous aide ne peut plus voir ni utiliser cet ordinateur.
rules-files = les fichiers des règles
rules-silent = ils ne répondent pas ; un disque ou un dossier du réseau est peut-être bloqué
rules-wrong-remedy = Demandez à la personne qui gère cet ordinateur de les corriger ; lifeline policy check dit ce qui ne va pas.
end-forbidden-what = L’aide est terminée, et personne ne voit votre écran.
end-forbidden-why = La personne qui gère cet ordinateur ne le permet pas.
end-forbidden-remedy = Adressez-vous à elle.
end-time-what = L’aide est terminée, et personne ne voit votre écran.
end-time-why = Elle a duré aussi longtemps que le permet la personne qui gère cet ordinateur.
end-time-remedy = La personne qui vous aide peut se reconnecter tant que l’invitation est valable.
end-protocol-what = La connexion est terminée.
end-protocol-why = Le programme de la personne qui vous aide a envoyé quelque chose qui n’a pas de sens.
end-protocol-remedy = Demandez-lui d’utiliser la dernière version de son programme.
gone-what = Cette partie de Lifeline s’est arrêtée.
gone-why = Une erreur l’empêche de continuer ; personne ne voit votre écran.
gone-remedy = Fermez Lifeline et rouvrez-le.
file-what = Le fichier { $path } n’a pas pu être utilisé.
file-why = Réponse du système : { $error }.
file-remedy = Choisissez un autre fichier ou un autre endroit.
no-window-what = Une deuxième fenêtre n’a pas pu s’ouvrir.
no-window-remedy = Fermez d’abord l’invitation de cette fenêtre, ou ouvrez le fichier depuis votre gestionnaire de fichiers.

## Helping someone

help-title = Aider quelqu’un
help-explained = La personne que vous aidez vous a envoyé une invitation : un petit fichier ou un morceau de texte.
help-open = Ouvrir une invitation…
help-drop = Ou déposez le fichier sur cette fenêtre.
help-otherwise = Autres moyens
help-path = Emplacement du fichier
help-open-path = Ouvrir ce fichier
help-paste = Texte de l’invitation
help-use-text = Utiliser ce texte
help-ticket-file = Invitation : { $name }
help-ticket-text = Invitation : le texte que vous avez collé
help-other-ticket = Utiliser une autre invitation
help-name = Votre nom
help-name-explained = La personne que vous aidez le voit quand la question lui est posée.
help-password = Mot de passe
help-password-explained = Elle vous le dit par téléphone. Les espaces et les majuscules ne comptent pas.
help-connect = Se connecter
help-incomplete = Indiquez d’abord votre nom et le mot de passe.
help-connecting-title = Connexion
help-connecting = Connexion à { $address } · { $time } jusqu’ici. L’ordinateur de la personne que vous aidez doit être allumé, avec Lifeline ouvert.
help-looking = Recherche de l’ordinateur de la personne que vous aidez · { $time } jusqu’ici. Il doit être allumé, avec Lifeline ouvert.
help-waiting-title = En attente de son oui
help-waiting = { $address } doit vous laisser voir l’écran : question posée il y a { $asked }. En attendant, vous pouvez appeler la personne que vous aidez.
help-cancel = Annuler
help-listen = Attendre qu’elle se connecte…
help-listen-title = En attente de la personne que vous aidez
help-listen-making = Création d’une réponse pour la personne que vous aidez…
help-listen-waiting = Lifeline l’attend jusqu’à { $until }.
help-listen-explained = Envoyez cette réponse à la personne que vous aidez, par messagerie ou par e-mail. Sur la page de son invitation, elle choisit « { invitation-connect } » et colle la réponse.
help-listen-reply = Votre réponse
help-listen-copy = Copier la réponse
help-again = Réessayer
help-ask-again = Redemander
help-lost-title = La connexion est coupée
help-lost =
    L’ordinateur de l’autre personne ou l’un de vos réseaux ne répond plus. Lifeline réessaie dans { $seconds } s, pour la { $count ->
        [1] première
        [2] deuxième
        [3] troisième
        [4] quatrième
        [5] cinquième
       *[other] dernière
    } fois. La personne doit de nouveau dire si vous pouvez voir.
help-lost-now = Réessayer maintenant
help-lost-stop = Ne plus réessayer
help-end-own-what = Vous avez mis fin à l’aide.
help-end-own-why = Vous ne voyez plus l’écran de la personne que vous aidez.
help-end-own-remedy = Il n’y a rien d’autre à faire.
help-end-none-what = Ce n’est pas une invitation.
help-end-none-why = C’est peut-être un autre fichier, ou seulement une partie du texte.
help-end-none-remedy = Choisissez le fichier que vous avez reçu, ou copiez tout le texte.
found-empty-why = C’est vide.
found-again-remedy = Demandez qu’on vous la renvoie, sous forme de fichier.
found-password-why = C’est le mot de passe.
found-password-remedy = Ouvrez l’invitation que vous avez reçue, ou collez son texte ; le mot de passe vous est demandé ensuite.
found-locked-why = C’est une archive, protégée par son propre mot de passe.
found-locked-remedy = Décompressez-la d’abord, puis ouvrez le fichier qu’elle contient.
found-archive-why = C’est une archive, et elle ne contient aucune invitation reconnue.
found-archive-remedy = Décompressez-la et ouvrez le fichier qu’elle contient ; ou demandez qu’on vous envoie l’invitation telle quelle.
found-document-why = C’est un document de traitement de texte.
found-document-remedy = Copiez le texte de l’invitation qu’il contient et collez-le ici, ou demandez le fichier que Lifeline a créé.
found-picture-why = C’est une image.
found-picture-remedy = Demandez le fichier que Lifeline a créé, ou son texte ; une photo ne suffit pas.
found-mail-why = C’est un e-mail qui ne contient pas d’invitation.
found-mail-remedy = Enregistrez le fichier joint à l’e-mail, puis ouvrez-le.
found-page-why = C’est une page de navigateur, peut-être d’une messagerie ou d’un espace de stockage.
found-page-remedy = Ouvrez la page, enregistrez le fichier de l’invitation qui s’y trouve, puis ouvrez-le.
found-link-why = C’est un lien, et non le fichier auquel il mène.
found-rdp-why = C’est un fichier pour le Bureau à distance, qui est un autre programme.
found-rdp-remedy = Demandez une invitation : « Demander de l’aide », dans Lifeline ou dans Windows.
found-large-why = C’est bien plus gros qu’une invitation.
help-end-damaged-what = L’invitation est abîmée.
help-end-damaged-why = Une partie s’est peut-être perdue en chemin.
help-end-damaged-remedy = Demandez qu’on vous la renvoie, sous forme de fichier.
help-end-address-what = L’invitation ne dit pas où se trouve l’ordinateur.
help-end-address-why = Cet ordinateur n’avait peut-être pas de réseau quand elle a été créée.
help-end-address-remedy = Demandez-en une nouvelle, créée quand l’ordinateur est connecté.
help-end-stopped-what = La personne que vous aidez a arrêté le partage.
help-end-stopped-why = Elle a choisi « { bar-stop } ».
help-end-stopped-remedy = Appelez-la si vous pensez qu’elle a encore besoin d’aide.
help-end-novice-closed-what = L’aide est terminée.
help-end-novice-closed-why = Lifeline a été fermé sur l’ordinateur de la personne que vous aidez.
help-end-novice-closed-remedy = Appelez-la si vous pensez qu’elle a encore besoin d’aide.
help-end-screen-what = L’écran de la personne que vous aidez ne peut plus être montré.
help-end-screen-why = Son système ne le donne plus : quelqu’un a peut-être fermé la session là-bas.
help-end-screen-remedy = Appelez-la, et réessayez quand son écran est revenu.
help-end-misunderstood-what = L’ordinateur de la personne que vous aidez a mis fin à la connexion.
help-end-misunderstood-why = Il n’a pas compris ce que ce programme a envoyé.
help-end-misunderstood-remedy = Utilisez la dernière version du programme des deux côtés.
help-end-left-what = L’ordinateur de la personne que vous aidez a mis fin à la connexion.
help-end-left-why = Il n’a pas dit pourquoi.
help-end-left-remedy = Appelez-la si vous pensez qu’elle a encore besoin d’aide.
help-postponed-title = Pas encore
help-postponed = La personne que vous aidez n’a pas dit oui la dernière fois ; la question ne lui est donc pas reposée tout de suite. Lifeline réessaie dans { $left }. En attendant, vous pouvez l’appeler.
help-end-soon-why =
    La personne que vous aidez n’a pas dit oui la dernière fois ; la question ne peut lui être reposée que dans { $seconds ->
        [one] une seconde
       *[other] { $seconds } secondes
    }.
help-end-soon-remedy = Appelez-la, puis réessayez.
terminal-postponed =
    La personne que vous aidez n’a pas dit oui la dernière fois. La question peut lui être reposée dans { $seconds ->
        [one] une seconde
       *[other] { $seconds } secondes
    } : Lifeline réessaie alors.
help-end-no-what = La personne que vous aidez ne vous a pas laissé voir son écran.
help-end-no-why = Elle a répondu non, peut-être sans savoir que c’était vous.
help-end-no-remedy = Appelez-la, puis réessayez.
help-end-desktop-what = Son écran n’a pas été montré.
help-end-desktop-why = La personne a dit oui, mais son bureau a demandé encore une fois, et cette question a reçu un non, a été fermée ou est restée sans réponse.
help-end-desktop-remedy = Dites-lui qu’une deuxième question suit, où l’on choisit l’écran. Connectez-vous ensuite de nouveau.
help-end-silent-what = Personne n’a répondu.
help-end-silent-why = La personne que vous aidez n’est peut-être pas devant son ordinateur.
help-end-silent-remedy = Appelez-la, puis réessayez quand elle est là.
help-end-password-what = Le mot de passe est faux.
help-end-password-why = Une lettre a peut-être été mal entendue ou mal tapée.
help-end-password-remedy = Demandez à la personne que vous aidez de vous le relire.
help-end-unknown-what = L’ordinateur de la personne que vous aidez ne connaît pas cette invitation.
help-end-unknown-why = Elle l’a peut-être annulée, ou en a créé une plus récente.
help-end-unknown-remedy = Demandez-lui d’en envoyer une nouvelle.
help-end-expired-what = L’invitation a expiré.
help-end-expired-why = Elle n’était valable qu’un certain temps.
help-end-expired-remedy = Demandez à la personne que vous aidez d’en envoyer une nouvelle.
help-end-busy-what = Quelqu’un d’autre aide déjà cette personne.
help-end-busy-why = Une seule personne à la fois peut se connecter pour aider.
help-end-busy-remedy = Appelez la personne que vous aidez, et réessayez quand l’autre aidant est parti.
help-end-closed-what = L’invitation est fermée.
help-end-closed-why = Elle a été annulée, ou un mauvais mot de passe a été donné cinq fois.
help-end-closed-remedy = Demandez à la personne que vous aidez d’en envoyer une nouvelle.
help-end-forbidden-what = L’ordinateur de la personne que vous aidez ne vous a pas laissé entrer.
help-end-forbidden-why = La personne qui le gère ne le permet pas, ou pas à vous.
help-end-forbidden-remedy = Adressez-vous à la personne qui gère cet ordinateur.
help-end-key-why = Il ne laisse entrer que les aidants dont il connaît la clé, et il ne connaît pas la vôtre.
help-end-key-remedy = Donnez votre clé d’aidant (« { home-offer } » la montre, ou lifeline helper show-key) à la personne qui tient la liste là-bas, et rouvrez l’invitation une fois que la clé y figure.
help-end-time-what = L’aide est terminée.
help-end-time-why = Elle a duré aussi longtemps que le permet la personne qui gère l’autre ordinateur.
help-end-time-remedy = Rouvrez l’invitation si l’on a encore besoin de vous.
help-end-replaced-what = L’invitation a été rouverte.
help-end-replaced-why = Cette connexion ne donnait plus signe de vie ; la plus récente l’a donc remplacée.
help-end-replaced-remedy = Continuez avec la plus récente. Si elle n’est pas de vous, appelez la personne que vous aidez.
help-end-version-what = L’autre programme utilise une autre version de l’assistance à distance.
help-end-version-why = Les deux programmes n’ont aucune version en commun.
help-end-version-remedy = Demandez à la personne que vous aidez d’utiliser la dernière version de son programme.
help-end-forbidden-here-what = Vous ne pouvez aider personne depuis cet ordinateur.
help-end-forbidden-here-why = La personne qui le gère ne le permet pas.
help-end-forbidden-here-remedy = Adressez-vous à elle, ou aidez depuis un autre ordinateur.
help-end-lost-what = La connexion est coupée.
help-end-lost-why = L’autre ordinateur ou l’un de vos réseaux ne répond plus.
help-end-lost-remedy = Réessayez ; la question est alors reposée à la personne que vous aidez.
help-end-unreachable-what = L’ordinateur de la personne que vous aidez n’a pas pu être joint.
help-end-unreachable-why = Il est peut-être éteint, Lifeline y est peut-être fermé, l’invitation est peut-être retirée ou expirée, ou un réseau entre vous ne laisse entrer personne.
help-end-unreachable-remedy = Demandez-lui d’ouvrir Lifeline, puis réessayez ou demandez une nouvelle invitation.
help-end-listen-what = Cet ordinateur ne peut pas attendre la personne que vous aidez.
help-end-listen-remedy = Vérifiez votre réseau, puis réessayez.
help-end-kept-what = Aucune aide n’a été proposée : ce que Lifeline conserve des autres ordinateurs ne peut pas être utilisé.
help-end-unable-what = Cet ordinateur n’a pas pu faire sa part.
help-end-unable-why = Une partie de Lifeline a échoué ; le journal dit laquelle.
help-end-unable-remedy = Fermez Lifeline, rouvrez-le et réessayez.
help-end-listen-address = Cet ordinateur n’a pas d’adresse.
help-end-nobody-what = Personne n’est venu.
help-end-nobody-why = Votre réponse n’est peut-être pas arrivée, ou n’a pas été utilisée à temps ; ou bien un réseau entre vous ne laisse entrer personne chez vous non plus.
help-end-nobody-remedy = Appelez la personne que vous aidez, puis réessayez : il lui faut la nouvelle réponse.
help-end-pin-what = L’ordinateur qui a répondu n’est pas celui qui a créé l’invitation.
help-end-pin-why = L’invitation est peut-être ancienne, ou quelqu’un en chemin se fait passer pour la personne que vous aidez.
help-end-pin-remedy = N’allez pas plus loin. Appelez-la et demandez une nouvelle invitation.
help-end-weak-what = L’autre programme protège trop mal la connexion.
help-end-weak-why = Il n’offre qu’une protection qui n’est plus sûre.
help-end-weak-remedy = Demandez à la personne que vous aidez d’utiliser un programme plus récent.
help-end-protocol-what = La connexion est terminée.
help-end-protocol-why = L’autre programme a envoyé quelque chose qui n’a pas de sens.
help-end-protocol-remedy = Réessayez ; si cela recommence, utilisez la dernière version des deux côtés.
help-end-other-what = L’autre programme a mis fin à la connexion.
help-end-other-why = Il a donné le motif { $code }, qui n’a pas de nom ici.
help-end-other-remedy = Appelez la personne que vous aidez, puis réessayez.

## The viewer

viewer-title = « { $name } » · Lifeline
viewer-picture = L’écran de la personne que vous aidez
viewer-request = Demander le contrôle
viewer-withdraw = Retirer la demande
viewer-give-back = Rendre le contrôle
viewer-fit = Ajuster
viewer-actual-size = Taille réelle
viewer-larger = Plus grand
viewer-smaller = Plus petit
viewer-size = Taille : { $percent } %
viewer-percent = { $percent } %
viewer-size-explained = La taille à laquelle son écran est affiché
viewer-screens = Tous les écrans
viewer-screens-explained = Lequel de ses écrans est affiché
viewer-screen = Écran { $number }
viewer-screen-main = Écran { $number } (principal)
viewer-screen-next = Afficher l’écran suivant, puis tous après le dernier
viewer-keys = Touches
viewer-save = Enregistrer l’image
viewer-save-path = Enregistrer l’image sous
viewer-save-here = Enregistrer l’image ici
viewer-file-name = Écran.png
viewer-saved = Enregistrée : { $path }
viewer-copy = Copier l’image
viewer-copied = L’image est copiée. Collez-la dans un autre programme.
viewer-full-screen = Plein écran
viewer-window = Quitter le plein écran
viewer-figures = Mesures
viewer-more = Plus
viewer-more-explained = Ce qui n’a pas de place à côté
viewer-end = Terminer
viewer-seeing = Vous voyez son écran
viewer-controlling = Vous pouvez utiliser sa souris et son clavier
viewer-has-all-keys = Toutes les touches vont à l’autre ordinateur, même Super et Alt+Tab. { $keys } les garde de nouveau ici.
viewer-input-refused = Une frappe ou un clic n’est pas arrivé : cette touche n’existe pas là-bas, ou la personne se sert elle-même de sa souris. Réessayez, ou essayez autrement.
viewer-paused = Mis en pause par la personne que vous aidez
viewer-paused-hidden = En pause : quelque chose cache la barre qui lui montre le partage. Elle peut reprendre dès qu’elle la voit.
viewer-paused-interrupted = En pause : le bureau de l’autre personne a interrompu l’image, par exemple parce qu’un écran a changé. Elle revient dès qu’une réponse est donnée à la question du bureau, s’il en pose une.
viewer-system-asks = Windows pose à cette personne une question à laquelle elle seule peut répondre, ou son écran est verrouillé. L’image revient d’elle-même.
viewer-paused-old = Vous voyez son écran tel qu’il était il y a { $since }.
viewer-request-paused = La personne a mis en pause. Demandez le contrôle quand elle reprend.
viewer-shortcuts = Raccourcis
viewer-requested = Vous avez demandé le contrôle il y a { $asked } ; la personne que vous aidez décide
viewer-refused = La personne que vous aidez n’a pas autorisé le contrôle
viewer-refused-desktop = Le bureau de cette personne a redemandé, et personne n’a dit oui : pas de contrôle
viewer-refused-impossible = L’ordinateur de cette personne ne laisse pas utiliser sa souris et son clavier à distance
viewer-control-ended = Votre contrôle a pris fin ; vous voyez toujours l’écran
viewer-delay = Délai { $delay }
viewer-screen-size = { $width } × { $height }
viewer-named = votre nom là-bas : « { $name } »
keys-ctrl-alt-del = Envoyer Ctrl+Alt+Suppr
keys-escape = Envoyer Échap
keys-windows = Envoyer la touche Windows
keys-alt-tab = Envoyer Alt+Tab
keys-alt-f4 = Envoyer Alt+F4
keys-ctrl-escape = Envoyer Ctrl+Échap
keys-print = Envoyer Impr. écran
keys-physical = Envoyer les touches selon leur place
keys-physical-explained = Pour les jeux et les raccourcis : ce qui s’écrit dépend de l’autre clavier, et non du vôtre.
keys-tool-bar = Votre clavier passe de l’image aux outils
keys-no-control = Vous pourrez envoyer ces touches quand vous aurez le contrôle.
viewer-all-keys = Envoyer toutes les touches, même Super et Alt+Tab
viewer-own-keys = Garder Super et Alt+Tab ici
shortcuts-title = Raccourcis
shortcuts-close = Fermer
viewer-another = Aider une autre personne…
shortcut = Ctrl+Alt+{ $key }
key-enter = Entrée
key-home = Origine
key-end = Fin
sheet-control = Demander le contrôle, retirer la demande ou rendre le contrôle
sheet-full-screen = Plein écran, et retour à la fenêtre
sheet-all-keys = Envoyer toutes les touches, même Super et Alt+Tab, ou les garder ici
sheet-end = Terminer l’aide
figures-frames = Images : { $frames }
figures-a-second = { $count } par seconde
figures-delay = Délai : { $delay }
figures-rate = Débit : { $rate }
figures-size = L’autre écran : { $width } × { $height }
figures-protection = Protection : { $protection }
figures-share = { $way } : { $bytes } % des données, { $pixels } % de la surface
figures-unknown = inconnu
figures-under-a-millisecond = moins de 1 ms
figures-milliseconds = { $delay } ms
figures-megabits = { $rate } Mbit/s
figures-kilobits = { $rate } kbit/s
figures-explained = Le temps que met un message pour aller à l’autre ordinateur et revenir, derrière les images en chemin, et la quantité qui en arrive.
figures-rate-explained = La quantité qui arrive de l’autre ordinateur.
protection-both = Fortement protégée
protection-tls = Protégée
protection-weak = Faiblement protégée
protection-both-in-full = TLS 1.3 avec RC4-128 à l’intérieur
protection-tls-in-full = TLS
protection-weak-in-full = RC4-128 seul

## File dialogs

dialog-save = Enregistrer l’invitation
dialog-open = Ouvrir une invitation
dialog-save-picture = Enregistrer l’image
dialog-invitations = Invitations
dialog-pictures = Images
dialog-all = Tous les fichiers

## Practice

practice-novice = La personne aidée
practice-expert = La personne qui aide
practice-name = Aide d’exercice
practice-starting = Création d’une invitation d’exercice…
practice-expert-waits = En attente de l’invitation de la personne aidée.
practice-ended = Après une vraie séance d’aide, vous lisez ici ce qui s’est passé, et vous pouvez annuler l’invitation.
practice-close = Terminer l’exercice

## The mail with an invitation

mail-subject = J’ai besoin d’aide pour mon ordinateur
mail-body =
    Bonjour,
    
    J’ai besoin d’aide pour mon ordinateur. Mon invitation est jointe à cet e-mail.
    
    Elle s’ouvre avec Lifeline (Aider quelqu’un, Ouvrir une invitation) ou, sous Windows, avec l’Assistance à distance Windows, par un double-clic.
    Un mot de passe est alors demandé ; je le donne par téléphone.
mail-what = Votre logiciel de messagerie ne s’est pas ouvert.
mail-bad-address = Ce n’est pas une adresse e-mail.
mail-no-program = Aucun logiciel de messagerie ne répond sur cet ordinateur.
mail-webmail = Ici, les e-mails se lisent dans le navigateur, et le navigateur n’accepte pas de pièce jointe d’un autre programme.
mail-remedy = Écrivez vous-même un e-mail et joignez ce fichier : { $path }
no-screen-what = Il n’y a ici aucun écran à montrer.
no-screen-why = Aucun bureau ne fonctionne ici, ou son écran ne répond pas.
no-screen-remedy = Lancez Lifeline sur le bureau de l’ordinateur qui a besoin d’aide.
no-portal-what = Ce bureau ne peut pas encore montrer son écran.
no-portal-why = C’est un bureau Wayland : son écran se partage par son portail, et aucun qui en soit capable ne répond ici.
no-portal-remedy = Installez PipeWire, xdg-desktop-portal et sa partie pour votre bureau : xdg-desktop-portal-gnome, xdg-desktop-portal-kde ou xdg-desktop-portal-wlr (noms valables pour apt, dnf et pacman). Puis rouvrez votre session.
no-opengl-why = C’est KDE Plasma, et son gestionnaire de fenêtres KWin dessine ici sans carte graphique. KWin ne partage qu’un écran qu’il dessine avec une carte graphique.
no-opengl-remedy = Installez ou activez le pilote de la carte graphique (ou la carte graphique de l’ordinateur virtuel, si c’en est un), ou utilisez un autre bureau. Puis rouvrez votre session.
mac-screen-recording = Si vous demandez de l’aide et que vous le permettez, la personne qui vous aide voit ce qui est à cet écran.
mac-accessibility = Si vous le permettez, la personne qui vous aide utilise un moment votre souris et votre clavier.
mac-local-network = Les ordinateurs des deux personnes se connectent directement, y compris dans votre réseau.
mac-invitation = Invitation d’assistance à distance
no-recording-what = Ce Mac ne laisse pas encore Lifeline voir son écran.
no-recording-why = macOS ne montre l’écran qu’aux programmes que vous avez autorisés à l’enregistrer.
no-recording-remedy = Ouvrez Réglages Système, Confidentialité et sécurité, Enregistrement de l’écran et de l’audio du système, et activez Lifeline. Relancez ensuite Lifeline.
works-all = Ici, la personne qui vous aide peut voir l’écran et, si vous le permettez, utiliser la souris et le clavier ; Échap reprend la main.
works-no-escape = Ici, la personne qui vous aide peut voir l’écran et, si vous le permettez, utiliser la souris et le clavier. « { bar-take-back } », dans la barre, y met fin ; Échap ne le fait pas ici.
works-shortcut = Ici, la personne qui vous aide peut voir l’écran et, si vous le permettez, utiliser la souris et le clavier. « { bar-take-back } », dans la barre, y met fin, de même que Ctrl+Maj+Échap si vous autorisez ces touches quand le bureau le demande ; Échap seul ne le fait pas ici.
works-view = Sur ce bureau, la personne qui vous aide peut voir votre écran, après une question de plus du bureau. Elle ne peut pas encore y utiliser la souris et le clavier.
works-accessibility = Ici, la personne qui vous aide peut voir l’écran. Pour la souris et le clavier, activez d’abord Lifeline dans Réglages Système, Confidentialité et sécurité, Accessibilité ; relancez ensuite Lifeline.
home-missing-what = Il n’y a pas de place pour les fichiers de Lifeline.
home-missing-remedy = Définissez la variable d’environnement HOME et relancez Lifeline.

## Who reaches this computer

doctor-listen = Lifeline peut attendre des connexions sur cet ordinateur (port { $port }).
doctor-listen-not = Lifeline ne peut pas attendre de connexions sur cet ordinateur : { $why }.
doctor-addresses = Les adresses de cet ordinateur sont { $addresses }.
doctor-addresses-none = Cet ordinateur n’a pas d’adresse réseau.
doctor-router = Le routeur laisse entrer les aidants quand on le lui demande (il a donné { $address }).
doctor-router-by = Le routeur laisse entrer les aidants quand on le lui demande par { $protocol } (il a donné { $address }).
doctor-router-not-asked = Lifeline n’a pas demandé au routeur de laisser entrer les aidants.
doctor-router-forbidden = La personne qui gère cet ordinateur ne permet pas d’interroger le routeur.
doctor-firewall-open = Aucun pare-feu de cet ordinateur ne bloque les aidants.
doctor-firewall-blocked = Le pare-feu de cet ordinateur ({ $name }) bloque les aidants.
doctor-firewall-unknown = Impossible de voir si le pare-feu de cet ordinateur ({ $name }) laisse entrer les aidants.
doctor-same-network-yes = Une personne du même réseau peut vous joindre.
doctor-same-network-no = Personne du même réseau ne peut vous joindre.
doctor-same-network-perhaps = Une personne du même réseau peut vous joindre si le pare-feu la laisse entrer.
doctor-internet-yes = Un aidant ailleurs sur Internet peut vous joindre.
doctor-internet-no = Un aidant ailleurs sur Internet ne peut pas vous joindre.
doctor-internet-perhaps = Un aidant ailleurs sur Internet peut vous joindre si le pare-feu le laisse entrer.
doctor-ipv6-yes = Un aidant qui a IPv6 peut vous joindre.
doctor-ipv6-no = Un aidant ne peut pas vous joindre par IPv6.
doctor-ipv6-perhaps = Un aidant qui a IPv6 peut vous joindre si votre routeur le laisse entrer, ce qui ne se voit pas d’ici.
doctor-other-perhaps = La personne qui vous aide peut aussi attendre que vous la rejoigniez, si son réseau vous laisse entrer.
doctor-other-no = Vous ne pouvez pas non plus rejoindre un aidant, car cet ordinateur n’a pas d’accès à Internet.
doctor-do-firewall = Pour laisser entrer les aidants, tapez ceci dans un terminal : { $command }
doctor-do-administrator = Lancez lifeline doctor en tant qu’administrateur pour voir ce que fait le pare-feu.
doctor-do-router-anyway = Si vous avez confiance en ce réseau, interrogez tout de même le routeur : lifeline ask --router always
doctor-do-forward = Activez UPnP, PCP ou NAT-PMP dans les réglages de votre routeur, ou faites-lui rediriger le port TCP { $port } vers { $address }.
doctor-do-provider = Demandez à votre fournisseur d’accès une adresse publique à vous, si vous voulez que les aidants puissent vous joindre.
doctor-do-other-way-round = Ou laissez la personne qui vous aide vous attendre : elle choisit « { help-listen } », et vous collez la réponse reçue à côté de votre invitation.
doctor-do-connect = Connectez cet ordinateur à un réseau.
doctor-do-ask-who-manages = La personne qui gère cet ordinateur décide qui peut vous aider : adressez-vous à elle.
doctor-do-new-invitation = Créez une nouvelle invitation : le routeur laisse maintenant entrer les aidants, et celle-ci ne l’indique pas.

## The terminal

terminal-lost =
    { $count ->
        [one] { $count } ligne n’a pas été affichée
       *[other] { $count } lignes n’ont pas été affichées
    } : rien ne lit ce que ce programme affiche.
terminal-no-display = Il n’y a pas de bureau ici ; tout se passe donc dans ce terminal.
terminal-invitation = Envoyez le fichier à la personne qui vous aide. Dites-lui le mot de passe par téléphone, jamais dans le même e-mail.
terminal-reply = Envoyez cette réponse à la personne que vous aidez, par messagerie ou par e-mail. Elle tape « connect » puis la réponse, ou la colle à côté de son invitation dans la fenêtre. Elle fonctionne jusqu’à { $until }.
terminal-stop-cancels = Tapez « stop » puis Entrée pour annuler l’invitation.
terminal-answer = Tapez « y » puis Entrée pour permettre, ou « n » puis Entrée pour refuser. Sans réponse dans { $seconds } s, ce sera non.
terminal-answer-caller = Tapez « y » puis Entrée si vous avez téléphoné et que votre écran peut être vu : cela compte { $wait } s plus tard, et « n » l’annule d’ici là. Tapez « they-called » si l’on vous a téléphoné, ou « n » pour refuser. Sans réponse dans { $seconds } s, ce sera non.
terminal-caller-first = Vous avez dit qu’on vous a téléphoné. En cas d’erreur, tapez « i-called » puis Entrée.
terminal-i-called = Prenez votre temps. Dans { $seconds } s, vous pourrez taper « y » puis Entrée pour permettre.
terminal-allow-now = Vous pouvez maintenant taper « y » puis Entrée pour permettre.
terminal-yes-waits = Votre oui compte dans { $seconds } s. D’ici là, « n » puis Entrée l’annule.
terminal-they-called = Tapez « end-everything » puis Entrée. En cas d’erreur, tapez « i-called » puis Entrée.
terminal-too-early = Cela a été tapé avant que la question ait pu être lue, et ne compte pas.
terminal-no-question = Aucune question n’est posée.
terminal-viewing = La personne qui vous aide voit votre écran. Tapez « pause », « allow-control » ou « stop », puis Entrée.
terminal-desktop-asks = Votre bureau vous demande maintenant de choisir l’écran ou la fenêtre à montrer. Pour arrêter, tapez « stop », puis Entrée.
terminal-desktop-asks-control = Votre bureau vous demande maintenant d’autoriser la souris et le clavier, et de choisir le même écran. Pour refuser, tapez « take-back », puis Entrée.
terminal-controlling = La personne qui vous aide peut utiliser votre souris et votre clavier. Tapez « take-back » ou « stop », puis Entrée.
terminal-try-failed =
    { $count ->
        [0] Quelqu’un a donné un mauvais mot de passe. L’invitation est maintenant fermée.
        [one] Quelqu’un a donné un mauvais mot de passe. Encore un, et l’invitation se ferme.
       *[other] Quelqu’un a donné un mauvais mot de passe. Encore { $count }, et l’invitation se ferme.
    }
terminal-end-of-input = Plus rien ne peut être tapé ici ; chaque question reçoit donc un non.
terminal-not-now = Ce n’est pas possible maintenant.
terminal-not-understood = Ce n’est pas compris. Il y a : { $commands }.
terminal-waiting = Connexion établie avec { $address }. { $protection }. En attente de la personne que vous aidez, qui doit vous laisser voir son écran.
terminal-control-asked = Lifeline demande à la personne que vous aidez si vous pouvez utiliser sa souris et son clavier.
terminal-done = Fait : { $command }
terminal-already-controlling = Vous avez déjà le contrôle, ou l’avez déjà demandé.
terminal-not-viewing = Vous ne voyez pas son écran en ce moment.
terminal-not-controlling = Vous n’avez pas le contrôle. Demandez-le avec request-control.
terminal-bad-place = Une position se donne par deux nombres entiers, X et Y, comptés en pixels depuis le coin supérieur gauche.
terminal-outside = Cette position est hors de l’image, qui fait { $width } pixels de large et { $height } de haut.
terminal-bad-button = Ce n’est pas un bouton. Il y a : { $buttons }. Une molette ne peut pas être maintenue.
terminal-bad-key = Aucune touche ne porte ce nom. Exemples : { $examples }. Elles sont toutes dans { $document }.
terminal-no-file = Le nom du fichier manque : { $command }
terminal-not-saved = Aucune image n’a été enregistrée dans { $path } : { $error }.
terminal-file-what = Le fichier { $path } n’a pas pu être lu.
terminal-file-remedy = Vérifiez son nom, et que vous avez le droit de le lire.
terminal-no-window = La fenêtre ne s’ouvre pas, sans doute parce que l’affichage graphique de ce bureau ne fonctionne pas pour les programmes. Ce que le système a dit est dans { $log }. lifeline ask --terminal et lifeline open FICHIER --terminal fonctionnent sans fenêtre.
terminal-no-desktop = La fenêtre ne s’ouvre pas, car il n’y a ici aucun bureau qui puisse la montrer. lifeline ask --terminal et lifeline open FICHIER --terminal fonctionnent sans fenêtre.
terminal-no-command = Il n’y a ni commande { $word }, ni fichier de ce nom. Vouliez-vous dire lifeline { $nearest } ?
terminal-no-command-like = Il n’y a ni commande { $word }, ni fichier de ce nom. lifeline --help donne la liste des commandes.
forget-nothing = Rien n’est conservé de vous ici.
forget-question =
    Cela supprime vos invitations, votre clé d’aidant, l’historique et vos réglages dans ces dossiers. Personne ne peut les rétablir : ceux qui vous ont sur leur liste des aidants auront besoin de votre nouvelle clé. Fermez d’abord Lifeline.
    Tapez « y » puis Entrée pour tout supprimer ; toute autre réponse laisse tout en l’état.
forget-remedy = Fermez Lifeline et réessayez, ou supprimez vous-même le dossier.
forget-refused = Rien n’a été supprimé.
terminal-switch-password = Aucun mot de passe ne peut suivre /{ $switch } : tout le monde sur cet ordinateur pourrait l’y lire. Omettez-le, et un mot de passe est créé et affiché. Pour en choisir un, utilisez lifeline ask avec --password-file FICHIER.
terminal-no-such-file = ce fichier n’existe pas
terminal-panic = Il y a eu un problème à l’intérieur de Lifeline, qui risque de ne pas continuer comme il faut. C’est une erreur du programme et non de vous ; relancez-le. Ce qui s’est passé est dans { $log }.
practice-screen-title = Écran d’exercice
practice-screen-explained = Voici ce que voit la personne qui vous aide : un écran créé seulement pour cet exercice, et non le vôtre.
practice-screen-hint = Le texte tapé apparaît ici
practice-screen-clicks =
    { $count ->
        [0] Cliquez ici
        [one] Cliqué une fois
       *[other] Cliqué { $count } fois
    }
practice-greeting = Un bonjour de la personne qui vous aide
practice-no-screen-what = L’écran d’exercice n’a pas démarré.
practice-no-screen-why = Le programme qui en crée un (Xvfb) manque ou ne démarre pas.
practice-no-screen-remedy = Lancez sh assets/setup.sh --run, qui installe ce qu’il faut, et réessayez.
practice-own-screen-why = Sur ce système, il n’y a pas d’autre écran que le vôtre, et un exercice ne doit pas le montrer.
practice-own-screen-remedy = Exercez-vous sur un ordinateur sous Linux, ou demandez vraiment de l’aide et ouvrez l’invitation sur un second ordinateur à vous.
practice-different = L’image vue par la personne qui aide n’était pas celle de l’écran d’exercice.
practice-matched = La personne qui aide a vu l’écran d’exercice tel qu’il est.

## Offering help, and being offered it

home-offer = Proposer mon aide
home-offer-explained = Aidez sans invitation une personne dont l’ordinateur accepte votre proposition.
offer-title = Proposer mon aide
offer-explained = Vous rejoignez l’ordinateur de l’autre personne par son nom. Vous devez figurer sur sa liste des aidants, et la question est posée à cette personne comme toujours.
offer-computer = Nom ou adresse de l’autre ordinateur
offer-port = N’ajoutez deux-points et un nombre que si on vous l’a dit.
offer-go = Proposer mon aide
offer-incomplete = Indiquez d’abord l’autre ordinateur et votre nom.
offer-bad-computer-what = Cet ordinateur est introuvable.
offer-bad-computer-why = Ce que vous avez écrit n’est ni un nom ni une adresse.
offer-bad-computer-remedy = Écrivez-le comme on vous l’a dit, par exemple bureau-12, 192.168.1.20:3389 ou [2001:db8::1]:3389.
offer-no-port-why = Il manque le port.
offer-no-port-remedy = Écrivez NOM:PORT, par exemple bureau-12:3389, 192.168.1.20:3389 ou [2001:db8::1]:3389.
autostart-what = Le démarrage de Lifeline à l’ouverture de votre session n’a pas été changé.
autostart-path = Le chemin du programme ne peut pas y être écrit.
autostart-remedy = Changez-le dans les réglages de votre système, là où se trouvent les programmes lancés à l’ouverture de session.
home-helpers = Qui peut proposer son aide
offer-recent = Vous avez déjà proposé votre aide ici
offer-forget = Oublier { $computer }
recent-people = Vous avez déjà aidé ces personnes
recent-offer = Proposer votre aide à { $computer }
recent-known =
    La dernière fois le { $last }, { $times ->
        [one] { $times } fois
       *[other] { $times } fois
    } en tout.
recent-key-known = Il est reconnu à sa clé.
recent-all = Tout afficher ({ $count })
recent-forget-all = Tout oublier…
recent-forget-people = Oublier les { $count } personnes que vous avez aidées ? Ce qui s’est passé reste dans l’historique.
recent-forget-computers = Oublier les { $count } ordinateurs auxquels vous avez proposé votre aide ? Ils ne seront plus reconnus : vous comparerez de nouveau les mots avec chacun.
recent-forget-all-do = Tout oublier
recent-keep = Tout garder
recent-forget-what = L’oubli n’a pas eu lieu.
offer-key = Votre clé d’aidant
offer-key-explained = Donnez-la aux personnes que vous aidez, pour qu’elles puissent vous mettre sur leur liste. Elle n’est pas secrète.
offer-key-copy = Copier la clé
offer-key-copied = Copiée.
offer-compare-title = Comparez les mots
offer-compare-explained = Vous joignez cet ordinateur pour la première fois. Appelez la personne qui est devant, et comparez ces mots avec ceux de son écran. Ces mots sont anglais, pour être les mêmes des deux côtés.
offer-compare-same = Les mots sont les mêmes
offer-compare-differ = Ils sont différents
offer-compare-warn = Si un seul mot est différent, quelqu’un écoute peut-être entre vous. Choisissez alors « { offer-compare-differ } » : la connexion n’a pas lieu.
compare-title = Une personne de votre liste des aidants vous propose son aide
compare-explained = Elle est sur la liste des aidants de cet ordinateur, et elle vient ici pour la première fois. Elle ne voit encore rien. Quand elle vous appelle, comparez ces mots avec les siens. Ces mots sont anglais, pour être les mêmes des deux côtés.
compare-who = Elle se connecte depuis { $address }.
compare-after = Si les mots sont les mêmes, elle continue, et Lifeline vous demande si elle peut voir votre écran.
compare-decline = Ne pas laisser entrer
compare-silence = Sans confirmation de sa part dans { $time }, tout s’arrête.
question-offered = Cette personne a proposé son aide ; vous n’avez rien demandé. Sa clé est sur la liste des aidants de cet ordinateur. Elle se connecte depuis { $address }.
question-offered-caution = Si vous ne l’attendez pas, n’autorisez rien. Aucune banque ni aucune entreprise n’appelle pour voir votre écran.
question-key-known = Cette personne a donné le bon mot de passe et montré une clé que cet ordinateur connaît. Elle se connecte depuis { $address }.
offers-changed-title = Ce qui est permis ici a changé
offers-changed-explained = Ceci a été changé pendant qu’un aidant utilisait votre souris et votre clavier :
offers-changed-effect = Le changement n’a aucun effet tant que vous ne le gardez pas. Si vous ne l’avez pas voulu, remettez comme avant.
offers-changed-keep = Garder le changement
offers-changed-put-back = Remettre comme avant
not-put-back-what = Ce qui est permis ici n’a pas pu être remis comme avant.
not-put-back-remedy = Le changement n’a toujours aucun effet. Regardez « { home-settings } » et « { home-helpers } », et corrigez vous-même.
change-listed = Quelqu’un a été ajouté à la liste des aidants.
change-unlisted = Quelqu’un a été retiré de la liste des aidants.
change-offers-off = Plus personne ne peut proposer son aide.
change-offers-view = Les aidants de la liste peuvent proposer de regarder.
change-offers-control = Les aidants de la liste peuvent proposer de regarder, et demander le contrôle.
change-authority = Une autre autorité signe pour les aidants.
change-ask = Il est possible de demander de l’aide.
change-help-others = Il est possible d’aider d’autres personnes d’ici.
change-official = Des aidants qui ne sont pas sur la liste peuvent entrer.
change-control = Les aidants peuvent demander le contrôle.
change-longest-life = Les invitations peuvent être valables plus longtemps.
change-session-log = Aucun fichier texte n’est écrit sur chaque aide.
change-keep-days = L’historique est conservé moins longtemps.
change-encrypted-only = Les invitations peuvent montrer quelque chose à qui n’a pas le mot de passe.
change-older-encryption = Des aidants dont la protection est ancienne et plus faible peuvent entrer.
change-port-mapping = Lifeline peut demander au routeur de laisser entrer les aidants.
change-internal-only = Des aidants hors de votre propre réseau peuvent entrer.
change-longest-session = Une aide peut durer plus longtemps.
change-ask-again = Lifeline vous demande moins souvent si un aidant peut encore regarder.
change-other = Un autre paramètre a été changé.
offers-title = Qui peut proposer son aide
offers-explained = Les aidants de la liste peuvent joindre cet ordinateur pendant que Lifeline fonctionne. La question vous est posée chaque fois avant qu’ils voient quoi que ce soit.
offers-off = Personne ne peut proposer son aide
offers-view = Ils peuvent proposer de regarder
offers-control = Ils peuvent proposer de regarder, et demander le contrôle
offers-fixed = C’est la personne qui gère cet ordinateur qui l’a décidé.
offers-list = Sur la liste
offers-list-empty = Il n’y a personne sur la liste.
offers-authority = Les aidants dont le nom est signé par l’autorité de cet ordinateur peuvent aussi proposer leur aide.
offers-add = Ajouter quelqu’un
offers-add-key = Sa clé d’aidant
offers-add-name = Son nom, tel que vous le lirez
offers-add-do = Ajouter à la liste
offers-remove = Retirer « { $name } » de la liste
offers-autostart = Démarrer à l’ouverture de ma session et attendre en arrière-plan
offers-waiting = En attente de propositions : les aidants de la liste peuvent entrer.
offers-waiting-elsewhere = En attente de propositions sur le port { $port } : les aidants de la liste peuvent entrer. Le port habituel est pris par un autre programme, ou un autre a été choisi. Un aidant qui ne trouve pas cet ordinateur par son nom ajoute :{ $port } juste après ce nom.
offers-not-waiting = Personne ne peut entrer pour le moment. { $why }
offers-waits = Un aidant a le contrôle, ou l’avait au moment de ce changement : le changement ne compte qu’une fois confirmé par vous.
tray-title = Lifeline attend les aidants qui proposent leur aide
tray-explained = Les aidants de la liste de cet ordinateur peuvent entrer ; la question vous est posée chaque fois. Cliquez pour ouvrir Lifeline.
tray-shared = La personne qui vous aide voit votre écran
tray-controlled = La personne qui vous aide peut utiliser souris et clavier
tray-paused = Le partage est en pause
tray-quit = Quitter Lifeline
wait-port-what = Les aidants ne peuvent pas proposer leur aide : le port { $port } ne peut pas être ouvert.
wait-ports-what = Les aidants ne peuvent pas proposer leur aide : aucun des ports { $first } à { $last } ne peut être ouvert.
wait-port-in-use = Un autre programme l’utilise.
wait-port-denied = Ce système ne le permet pas.
wait-port-remedy = Fermez ce programme, ou choisissez un autre port et dites-le à vos aidants.
wait-off-what = Les propositions d’aide ne sont pas permises sur cet ordinateur.
wait-off-why = Elles sont désactivées tant que personne ne les permet.
wait-off-remedy = Permettez-les : lifeline helper offers control, ou les paramètres dans la fenêtre.
helper-key-what = Votre clé d’aidant ne peut pas être utilisée.
kept-file-remedy = Regardez ce fichier, ou son dossier, et réessayez.
helper-certificate-what = Ce certificat n’est pas utilisé.
helper-certificate-remedy = Demandez à l’autorité un certificat qui corresponde à votre demande.
helper-bad-key-what = Personne n’a été ajouté à la liste.
helper-bad-key-why = Ce n’est pas une clé d’aidant : une lettre ou un chiffre est faux, ou deux ont été échangés.
helper-bad-key-length-why = Ce n’est pas une clé d’aidant : elle compte { $length } lettres et chiffres au lieu de { $right }.
helper-bad-key-sign-why = Ce n’est pas une clé d’aidant : aucune clé d’aidant ne contient { $sign }.
helper-bad-key-remedy = Comparez-la avec celle que « { home-offer } » montre là-bas.
helper-bad-name-what = Personne n’a été ajouté à la liste.
helper-bad-name-why = Un nom a de 1 à 64 caractères.
helper-bad-name-remedy = Donnez à cette personne un nom auquel vous la reconnaîtrez.
helper-list-what = La liste des aidants n’a pas été changée.
helper-list-fixed = C’est la personne qui gère cet ordinateur qui tient la liste.
helper-list-full = Elle compte { $limit } personnes et n’en accepte pas davantage.
helper-list-full-remedy = Retirez-en d’abord quelqu’un.
helper-list-file = { $path } ne peut pas être utilisé ({ $error }).
helper-list-administrator = Faites-le en tant qu’administrateur de cet ordinateur.
helper-list-mend = Corrigez ce fichier, puis réessayez.
helper-not-listed = Personne sur la liste n’a cette clé ou ce nom.
helper-list-look = lifeline helper list montre qui y figure.
helper-forget-what = { $computer } n’a pas été oublié.
helper-added = { $name } peut maintenant proposer son aide, clé { $key }.
helper-removed =
    { $count ->
        [one] Un aidant a été retiré de la liste.
       *[other] { $count } aidants ont été retirés de la liste.
    }
helper-offers-off = Personne ne peut entrer pour autant : les propositions sont désactivées. Permettez-les avec : lifeline helper offers control
helper-forgotten = { $computer } est oublié : les mots seront de nouveau comparés la prochaine fois.
helper-not-known = { $computer } n’était pas connu.
helper-used = Votre certificat est utilisé.
helper-request-next = Envoyez ceci à qui signe les clés des aidants, puis utilisez ce que vous recevez en retour avec : lifeline helper use-certificate FICHIER
helper-request-what = Il n’y a pas de demande.
helper-machine-list-empty = La liste de cet ordinateur est maintenant vide, et seul un administrateur peut y ajouter quelqu’un. Pour la laisser de nouveau aux utilisateurs, retirez « helpers » de { $path }.
help-end-computer-what = Cet ordinateur n’a pas répondu.
help-end-computer-why = Il est éteint, porte un autre nom ici, ou Lifeline n’y attend pas de propositions, ou seulement sur un autre port.
help-end-computer-remedy = Vérifiez le nom ou l’adresse avec l’autre personne, et demandez-lui si Lifeline y fonctionne. Si son Lifeline indique un port, écrivez deux-points et ce nombre après le nom. Ou demandez-lui une invitation.
help-end-not-allowed-what = L’autre ordinateur n’accepte pas votre proposition.
help-end-not-allowed-why = Les propositions n’y sont pas permises, ou vous n’êtes pas sur sa liste des aidants.
help-end-not-allowed-remedy = Donnez à l’autre personne votre clé d’aidant (« { home-offer } » la montre), ou demandez-lui une invitation.
help-end-changed-what = Ce n’est pas l’ordinateur qui avait répondu ici auparavant.
help-end-changed-why = Sa clé a changé : quelqu’un se tient entre vous, un autre ordinateur porte maintenant ce nom, ou celui-ci a été réinstallé.
help-end-changed-remedy = Posez la question à l’autre personne. Si son ordinateur a été réinstallé, oubliez l’ancien (lifeline helper forget), et comparez de nouveau les mots.
help-end-words-what = Vous avez tout arrêté, car les mots étaient différents.
help-end-words-why = Quelqu’un se tient entre vous, ou vous avez appelé une autre personne que celle qui est devant cet ordinateur.
help-end-words-remedy = Essayez depuis un autre réseau, ou demandez une invitation.
terminal-compare = Appelez la personne qui est devant { $address } et comparez ces mots avec ceux de son écran. Si tous sont les mêmes, tapez « words-match » ; si un seul diffère, « words-differ ».
terminal-compare-novice = Quelqu’un à l’adresse { $address } est sur la liste des aidants de cet ordinateur et propose son aide pour la première fois. Comparez ces mots avec les siens quand cette personne vous appelle ; tapez « decline » pour refuser.
terminal-no-words = Il n’y a pas de mots à comparer.
terminal-offers-changed = Ceci a été changé pendant qu’un aidant avait le contrôle : { $changes } Tapez « keep-offers » si vous le voulez ainsi, ou « put-back-offers » sinon ; d’ici là, rien n’est permis qui ne l’était pas avant.
terminal-waiting-offers = En attente d’aidants qui proposent leur aide, sur le port { $port }. Tapez « stop » pour arrêter.
terminal-waiting-offers-elsewhere = En attente d’aidants qui proposent leur aide, sur le port { $port } : le port habituel est pris par un autre programme, ou un autre a été choisi. Un aidant qui ne trouve pas cet ordinateur par son nom ajoute :{ $port } juste après ce nom. Tapez « stop » pour arrêter.
fault-what = Quelque chose dans Lifeline est tombé en panne ; tout a donc été arrêté.
fault-why = C’est une erreur du programme ; le journal dit où.
fault-remedy = Personne ne voit ni n’utilise cet ordinateur. Relancez Lifeline, et signalez l’erreur si vous le pouvez.
control-start-what = La personne qui vous aide ne peut pas contrôler cet ordinateur.
control-start-why = Ce système ne laisse pas les programmes utiliser la souris et le clavier ({ $error }).
control-silent-why = Son écran ou son disque ne répond pas en ce moment.
control-start-remedy = Elle voit toujours votre écran et peut vous dire quoi faire.

## Ce que dit le système, et ce qui ne va pas dans ce qui est conservé

system-not-found = ce fichier ou ce dossier n’existe pas
system-denied = ce n’est pas autorisé
system-exists = quelque chose porte déjà ce nom
system-full = le disque est plein
system-read-only = le disque est en lecture seule
system-folder = un dossier porte ce nom
system-no-folder = une partie du chemin n’est pas un dossier
system-in-use = un autre programme l’utilise
system-no-network = le réseau ne peut pas être joint
system-nobody = rien ne répond à cet endroit
system-broken = la connexion a été coupée
system-slow = cela a pris trop de temps
system-senseless = ce qui s’y trouve n’a pas de sens
system-memory = il n’y a pas assez de mémoire
system-number = erreur numéro { $number }
system-unnamed = cela n’a pas marché, sans raison connue

kept-unread = { $path } ne peut pas être lu : { $error }.
kept-damaged = { $path } est endommagé.
kept-unwritten = { $path } ne peut pas être écrit : { $error }.
kept-exists = { $path } existe déjà.
kept-no-key = Aucune clé n’a pu être créée.
kept-no-random = Cet ordinateur ne donne pas de nombres aléatoires.
kept-no-home = Cet utilisateur n’a pas de dossier où Lifeline pourrait conserver quelque chose.
kept-silent = Le disque ne répond pas.
kept-too-many = Il y a déjà autant d’invitations valables qu’il peut y en avoir.

dead-expired = Elle a expiré pendant que Lifeline était fermé.
dead-keys-lost = Ses clés sont perdues.
dead-damaged = Ce qui en était conservé est endommagé.
dead-listen = Lifeline ne peut plus attendre de connexions pour elle : { $error }.

mail-failed = Le logiciel de messagerie n’a pas pu être ouvert.

screen-silent = l’écran ne répond pas
screen-monitor = l’écran qui était montré n’est plus là
screen-ended = le système y a mis fin
screen-portal = ce bureau ne montre son écran à aucun programme
screen-refused = le système ne donne pas l’image
screen-colours = l’écran a trop peu de couleurs
screen-large = les écrans sont ensemble trop grands
desktop-lacks = il lui manque { $part }
input-stopped = Lifeline était à l’arrêt, et ce qu’il tenait a été relâché
input-refused = le système n’a pas pris ce qui a été pressé
input-xwayland = c’est un bureau Wayland, où seules les fenêtres d’anciens programmes pourraient être atteintes
input-keymap = la disposition de son clavier ne peut pas être lue
input-permission = Lifeline n’a pas encore le droit d’observer le clavier

router-said-nothing = il ne répond pas
router-said-no = il a refusé avec l’erreur { $code }
router-said-nonsense = ses réponses n’ont pas de sens
router-said-taken = un autre programme y est déjà laissé entrer

certificate-unread = Le certificat ne peut pas être lu.
certificate-not-signed = L’autorité ne répond pas de ce certificat.
certificate-nameless = Le certificat ne porte pas de nom.
certificate-other-key = Le certificat est pour une autre clé.
certificate-other-kind = La clé est d’une autre sorte que celles des aidants.

snapshot-not-whole = aucune image entière n’est encore arrivée
secret-unread = Le fichier de mot de passe { $path } ne peut pas être lu : { $error }. Vérifiez son nom, et que vous pouvez le lire.
secret-empty = La première ligne du fichier de mot de passe { $path } ne contient pas de mot de passe.
secret-no-terminal = Le mot de passe ne peut pas être demandé, car il n’y a pas de terminal : { $error }. Utilisez { $option }.

practice-place-foreign = { $path } n’a pas été créé pour un entraînement.
practice-place-server = Le programme { $program }, qui fait l’écran, ne peut pas être lancé : { $error }.
practice-place-silent = L’écran de l’entraînement ne répond pas.
