### Every text of Lifeline, in Polish.
### Words: zaproszenie (ważne: in force; anulować: cancel; zablokowane: closed), osoba pomagająca (helper; in general: osoby pomagające,
### lista osób pomagających, klucz osoby pomagającej), osoba, której pomagasz, ekran, pokazać ekran (let them see), zakończyć udostępnianie
### (stop sharing), sterowanie, odebrać sterowanie (take back control), hasło, e-mail, router, klucz (klawisz on the keyboard), kod odpowiedzi (reply),
### zaproponować pomoc (offers: propozycje pomocy), historia, zapis (record), zasady (rules, policy), osoba zarządzająca tym komputerem,
### wpuścić (let in, of people), przepuścić (of routers), naciśnij Enter. People are addressed as programs do in Polish (Ty, Twój), since
### Pan and Pani show a gender; the past is told without the person (udostępnianie zakończono), since its forms show one, too.
language-name = Polski

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what }: { $about }
window-title = Lifeline
practice-window-title = Lifeline: ćwiczenie
back-home = Wróć na początek
close-window = Zamknij to okno

## Lengths of time

day-and-time =
    { $day } { $month ->
        [1] stycznia
        [2] lutego
        [3] marca
        [4] kwietnia
        [5] maja
        [6] czerwca
        [7] lipca
        [8] sierpnia
        [9] września
        [10] października
        [11] listopada
       *[other] grudnia
    } { $year }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days = { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
}
duration-days-hours = { $days ->
    [one] { $days } dzień { $hours } h
    [few] { $days } dni { $hours } h
    [many] { $days } dni { $hours } h
   *[other] { $days } dnia { $hours } h
}

## The first screen

home-title = Co chcesz zrobić?
home-ask = Poproś o pomoc
home-ask-explained = Ktoś, komu ufasz, zobaczy Twój ekran, ale dopiero za Twoją zgodą.
home-help = Pomóż komuś
home-help-explained = Otwórz zaproszenie, które masz od tej osoby.
home-in-force = { $count ->
    [0] Aktywne zaproszenia
   *[other] Aktywne zaproszenia ({ $count })
}
home-settings = Ustawienia
home-history = Co się działo
home-guide = Jak to działa
home-practise = Poćwicz
home-about = O programie Lifeline i jego granicach

## How it works, in short

guide-title = Jak to działa
guide-ask = Gdy potrzebujesz pomocy
guide-ask-how = Wybierz „{ home-ask }” i wyślij gotowe zaproszenie osobie, która ma Ci pomóc. Potem zadzwoń do niej i podaj jej hasło.
guide-help = Gdy komuś pomagasz
guide-help-how = Wybierz „{ home-help }” i otwórz zaproszenie, które masz od tej osoby. Ona poda Ci hasło i pokaże swój ekran.
guide-see = Co widzi osoba pomagająca
guide-see-how = Nic, dopóki się nie zgodzisz. Potem wszystko na Twoim ekranie, aż zakończysz: zamknij więc najpierw pocztę, bank i zdjęcia. Klikać i pisać może dopiero wtedy, gdy zgodzisz się po raz drugi.
guide-stop = Jak to zakończyć
guide-stop-how = Gdy udostępniasz ekran, pasek u góry mówi, co może osoba pomagająca. „{ bar-stop }” kończy wszystko od razu. „{ bar-take-back }” zostawia jej tylko podgląd; jeśli pasek tak mówi, klawisz Esc robi to samo.
guide-stop-keys = Bez myszy naciśnij Ctrl+Alt+Spacja, jeśli pasek tak mówi: klawiatura przechodzi wtedy do paska, a Esc ją zabiera. Gdy osoba pomagająca steruje, naciśnij najpierw Esc.
guide-fraud = Jeśli ktoś do Ciebie zadzwonił
guide-fraud-how = Żaden bank, żadna firma ani policja nie dzwoni, żeby zobaczyć Twój ekran. Jeśli prosi o to ktoś, kto do Ciebie zadzwonił, odmów tutaj i zakończ rozmowę.
guide-practise = Najpierw wypróbuj
guide-practise-how = Ćwiczenie pokazuje obie strony na tym komputerze. Nikt inny nie bierze w nim udziału, a Twojego ekranu nie widać.
practice-open = Ćwiczenie jest otwarte w osobnym oknie.
greyed-busy = Najpierw musi się skończyć to, co już trwa.
greyed-reading = Zasady tego komputera są jeszcze odczytywane.
greyed-empty = Najpierw wypełnij pola powyżej.
greyed-answer = Odpowiedzieć można dopiero chwilę po pojawieniu się pytania.
greyed-allow = Zgodzić się można dopiero chwilę po pojawieniu się pytania i po udzieleniu wszystkich odpowiedzi.
greyed-saving = Trwa zapisywanie obrazu: najpierw wskaż miejsce albo zamknij to pole.

## About

about-title = O programie Lifeline
about-version = Wersja { $version }
about-purpose = Dzięki Lifeline ktoś, komu ufasz, widzi Twój ekran i, jeśli na to pozwolisz, używa Twojej myszy i klawiatury. Nie potrzeba konta i nie pośredniczy żadna firma.
about-limits = Czego Lifeline nie robi
about-limit-asked = Nikt nie zobaczy niczego, zanim nie zgodzisz się na tym komputerze. O każdą osobę pomagającą padnie pytanie, za każdym razem.
about-limit-absent = Nikt nie połączy się pod Twoją nieobecność, nie ukryje przed Tobą Twojego ekranu ani nie zablokuje Twojej myszy i klawiatury.
about-limit-reach = Komputer osoby pomagającej musi móc połączyć się z Twoim. Jeśli nie może, ta osoba się o tym dowie.
about-limit-fraud = Żaden bank i żadna firma nie dzwoni, żeby zobaczyć Twój ekran. Jeśli prosi o to ktoś, kto do Ciebie zadzwonił, zakończ rozmowę.

## Asking for help

ask-title = Poproś o pomoc
ask-explained = Tworzysz zaproszenie i wysyłasz je komuś, komu ufasz. Potem podajesz tej osobie hasło przez telefon.
ask-life = Jak długo zaproszenie ma być ważne?
ask-screen = Co widzi osoba pomagająca?
ask-screen-all = Wszystkie ekrany
ask-screen-one = Ekran { $number }: { $name } ({ $width } × { $height })
ask-limits = Ograniczenia
ask-view-only = Tylko podgląd: nikt nie użyje mojej myszy ani klawiatury
ask-older-windows = Osoba pomagająca używa starszego systemu Windows
ask-older-windows-explained = Starszy Windows słabo chroni połączenie: ktoś po drodze mógłby odczytać to, co udostępniasz. Nie włączaj, jeśli osoba pomagająca tego nie potrzebuje.
ask-life-fixed = Osoba zarządzająca tym komputerem nie pozwala na dłuższy czas.
ask-port-what = Nikt nie mógłby się z Tobą połączyć przez port { $port }: nie można go otworzyć.
ask-no-port-what = Nikt nie mógłby się z Tobą połączyć: nie można otworzyć żadnego portu.
ask-port-remedy = Wybierz inny port albo żaden: wtedy zostanie użyty wolny.
ask-store-what = Zaproszenia nie można było zachować, więc nie powstało.
ask-store-remedy = Zwolnij miejsce na dysku albo zajrzyj do tego folderu i poproś jeszcze raz.
ask-keys-what = Nie udało się utworzyć zaproszenia.
ask-keys-why = Nie udało się utworzyć jego kluczy.
ask-keys-remedy = Spróbuj jeszcze raz.
new-address-what = Ten komputer ma nowy adres.
new-address-why = Jest teraz w innej sieci albo był uśpiony.
new-address-remedy = Osoba pomagająca może nie połączyć się z Tobą przez zaproszenie, które ma. Wtedy wyślij jej nowe.
ask-own-setting = Ta możliwość jest wyłączona w ustawieniach.
ask-make = Utwórz zaproszenie

making-title = Tworzenie zaproszenia
making-explained = Powstają klucze tylko dla tego zaproszenia. To trwa kilka sekund; jak dotąd { $seconds } s.

## An invitation

invitation-title = Twoje zaproszenie
invitation-waiting = Oczekiwanie na osobę pomagającą · ważne do { $until } · jeszcze { $left }
invitation-connected = Osoba pomagająca już jest. Za chwilę pojawi się pytanie.
invitation-failed-tries = { $count ->
    [one] Ktoś podał raz błędne hasło. Po pięciu błędnych hasłach to zaproszenie zostanie zablokowane.
    [few] Ktoś podał błędne hasło { $count } razy. Po pięciu błędnych hasłach to zaproszenie zostanie zablokowane.
    [many] Ktoś podał błędne hasło { $count } razy. Po pięciu błędnych hasłach to zaproszenie zostanie zablokowane.
   *[other] Ktoś podał błędne hasło { $count } raza. Po pięciu błędnych hasłach to zaproszenie zostanie zablokowane.
}
invitation-send = 1. Wyślij zaproszenie
invitation-save = Zapisz zaproszenie…
invitation-mail = Wyślij e-mailem
invitation-copy = Kopiuj jako tekst
invitation-webmail = Czytam pocztę w przeglądarce
invitation-working = Chwileczkę…
invitation-mailed = Zaproszenie jest w programie pocztowym. Sprawdź e-mail i wyślij go.
invitation-copied = Skopiowano. Wklej to do wiadomości dla osoby pomagającej.
invitation-saved = Zapisano: { $path }
invitation-save-path = Zapisz zaproszenie jako
invitation-save-here = Zapisz tutaj
invitation-save-close = Zamknij
invitation-file-name = Zaproszenie.msrcIncident
invitation-tell = 2. Podaj hasło
invitation-password = Hasło dla osoby pomagającej
invitation-tell-explained = Podaj hasło przez telefon, nigdy w tym samym e-mailu.
invitation-spell = Przeliteruj
invitation-spell-hide = Ukryj literowanie
invitation-weak = To zaproszenie wpuszcza także starszy Windows, ze słabszą ochroną.
invitation-stuck = Tylko gdy osoba pomagająca nie może połączyć się z tym komputerem:
router-mapped = Można się z Tobą połączyć zewsząd: router przepuszcza pod adresem { $address }.
router-none = Ten komputer nie ma połączenia z internetem. Połączy się z Tobą tylko ktoś w tej samej sieci.
router-not-needed = Ten komputer ma publiczny adres; routera nie trzeba o nic prosić.
router-public-network = System uznaje tę sieć za publiczną, więc router nie został poproszony o przepuszczanie kogokolwiek.
router-silent = Router sam nie przepuszcza osób pomagających. Połączy się z Tobą ktoś w tej samej sieci; inni tylko wtedy, gdy router zostanie odpowiednio ustawiony.
router-second = Router sam jest za drugim routerem (na zewnątrz ma { $address }), więc nikt z internetu się z Tobą nie połączy. Ktoś w tej samej sieci może.
router-taken = Router używa już tego wejścia do czegoś innego. Ktoś w tej samej sieci może się z Tobą połączyć; dla innych utwórz nowe zaproszenie.
router-refused = Router odmówił przepuszczania osób pomagających (błąd { $code }). Połączy się z Tobą ktoś w tej samej sieci; inni tylko wtedy, gdy router zostanie odpowiednio ustawiony.
router-failed = Nie udało się poprosić routera o przepuszczanie osób pomagających ({ $why }). Ktoś w tej samej sieci może się z Tobą połączyć.
invitation-examine = Czy można się ze mną połączyć?
invitation-examining = Sprawdzanie tego komputera, jego zapory i routera…
invitation-connect = Połącz z osobą pomagającą…
invitation-reply-explained = Jeśli osoba pomagająca nie może się z Tobą połączyć, może przysłać Ci kod odpowiedzi. Wklej go tutaj: wtedy Twój komputer połączy się z jej komputerem, a pytanie pojawi się jak zawsze.
invitation-reply = Kod odpowiedzi od osoby pomagającej
invitation-reply-use = Połącz z osobą pomagającą
invitation-dialling = Łączenie z komputerem osoby pomagającej…
invitation-cancel = Anuluj zaproszenie

reply-none-what = To nie jest kod odpowiedzi od osoby pomagającej.
reply-none-why = Możliwe, że skopiowano coś innego; kod odpowiedzi zaczyna się od LIFELINE-REPLY.
reply-none-remedy = Skopiuj cały kod odpowiedzi od osoby pomagającej i wklej go jeszcze raz.
reply-damaged-what = Kod odpowiedzi jest uszkodzony.
reply-damaged-why = Może brakować jego części albo jedna z liter jest błędna.
reply-damaged-remedy = Skopiuj cały kod jeszcze raz albo poproś osobę pomagającą o ponowne wysłanie.
reply-newer-what = Nie można odczytać kodu odpowiedzi.
reply-newer-why = Osoba pomagająca używa nowszej wersji Lifeline.
reply-newer-remedy = Użyjcie na obu komputerach najnowszej wersji Lifeline.
reply-foreign-what = Ten kod odpowiedzi nie należy do żadnego ważnego tu zaproszenia.
reply-foreign-why = Możliwe, że osoba pomagająca otworzyła starsze zaproszenie albo inne.
reply-foreign-remedy = Wyślij osobie pomagającej to zaproszenie i poproś o nowy kod odpowiedzi.
reply-forged-what = Kod odpowiedzi nie został użyty.
reply-forged-why = Kto go utworzył, nie zna hasła Twojego zaproszenia, albo po drodze zmieniono jakąś literę.
reply-forged-remedy = Nie idź dalej. Zadzwoń do osoby pomagającej i zapytaj, czy to ona go wysłała.
reply-expired-what = Kod odpowiedzi stracił ważność.
reply-expired-why = Komputer osoby pomagającej czeka tylko przez pewien czas.
reply-expired-remedy = Poproś osobę pomagającą o nowy kod odpowiedzi i użyj go od razu.
reply-forbidden-what = Kod odpowiedzi nie został użyty.
reply-forbidden-why = Osoba zarządzająca tym komputerem wpuszcza tylko osoby pomagające z tej samej sieci, a ta jest gdzie indziej.
reply-forbidden-remedy = Zapytaj ją.
reply-unreachable-what = Nie udało się połączyć z komputerem osoby pomagającej.
reply-unreachable-why = Lifeline może być tam zamknięty albo tamta sieć też nikogo nie wpuszcza.
reply-unreachable-remedy = Zapytaj osobę pomagającą, czy Lifeline jeszcze czeka, i poproś o nowy kod odpowiedzi. Jeśli obie sieci nikogo nie wpuszczają, jeden z routerów trzeba ustawić tak, by przepuszczał.
reply-somebody-what = Nie znaleziono osoby pomagającej.
reply-somebody-why = W miejscu, które podaje kod odpowiedzi, zgłosił się inny komputer albo Lifeline osoby pomagającej już nie czeka.
reply-somebody-remedy = Poproś osobę pomagającą o nowy kod odpowiedzi.

router-here-none = Ten komputer nie ma połączenia z internetem. Może tu wejść tylko ktoś w tej samej sieci.
router-here-public-network = System uznaje tę sieć za publiczną, więc router nie został poproszony o przepuszczanie. Może tu wejść ktoś w tej samej sieci.
router-here-second = Twój router sam jest za drugim routerem (na zewnątrz ma { $address }), więc z internetu nie da się tu wejść.
router-here-closed = Twój router sam nikogo nie przepuszcza. Ta osoba może tu wejść, jeśli jest w tej samej sieci albo jeśli router zostanie odpowiednio ustawiony.

webmail-file = Zaproszenie jest potrzebne jako plik: zapisz je albo umieść w folderze pobranych plików.
webmail-how = Napisz w przeglądarce nowy e-mail, wybierz dołączanie pliku (często to spinacz) i wskaż ten plik. Wyślij e-mail, a hasło podaj przez telefon.
webmail-show = Umieść tam i pokaż
webmail-shown = Folder z plikiem jest otwarty: { $path }
webmail-put = Plik jest tutaj: { $path }
webmail-draft = Utwórz szkic e-maila
webmail-drafted = Szkic jest gotowy: { $path }

cancel-question = Anulować to zaproszenie? Osoba pomagająca nie będzie już mogła go użyć.
cancel-keep = Zachowaj zaproszenie
cancel-do = Anuluj teraz

lapse-expired-what = Twoje zaproszenie straciło ważność.
lapse-expired-why = Jego czas minął.
lapse-expired-unused = Nikt go nie użył, zanim minął jego czas.
lapse-expired-remedy = Jeśli nadal potrzebujesz pomocy, utwórz nowe.
lapse-closed-what = Twoje zaproszenie jest zablokowane.
lapse-closed-why = Ktoś pięć razy podał błędne hasło.
lapse-closed-remedy = Zapytaj osobę pomagającą, czy to była ona, a potem utwórz nowe zaproszenie.

## A password, spelled on the telephone

# The words by which a letter is spelled in this language; in other alphabets the letter stays Latin.
spell-letter = { $letter ->
    [A] A jak Adam
    [B] B jak Barbara
    [C] C jak Celina
    [D] D jak Dorota
    [E] E jak Ewa
    [F] F jak Franciszek
    [G] G jak Grażyna
    [H] H jak Halina
    [I] I jak Irena
    [J] J jak Jan
    [K] K jak Karol
    [L] L jak Leon
    [M] M jak Maria
    [N] N jak Natalia
    [O] O jak Olga
    [P] P jak Paweł
    [Q] Q jak quiz
    [R] R jak Roman
    [S] S jak Stanisław
    [T] T jak Tadeusz
    [U] U jak Urszula
    [V] V jak Violetta
    [W] W jak Wanda
    [X] X jak Xawery
    [Y] Y jak yeti
    [Z] Z jak Zygmunt
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] zero
    [1] jeden
    [2] dwa
    [3] trzy
    [4] cztery
    [5] pięć
    [6] sześć
    [7] siedem
    [8] osiem
    [9] dziewięć
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] łącznik
    [underscore] podkreślenie
    [dot] kropka
    [comma] przecinek
    [exclamation] wykrzyknik
    [question] znak zapytania
    [at] małpa
    [hash] krzyżyk
    [star] gwiazdka
    [slash] ukośnik
    [plus] plus
    [blank] spacja
   *[other] { $sign }
}
spell-capital = wielkie { $spelled }
spell-small = małe { $spelled }
spell-all-capitals = Wszystkie litery są wielkie.
spell-all-small = Wszystkie litery są małe.

## The invitations in force

in-force-title = Aktywne zaproszenia
in-force-none = Żadne zaproszenie nie jest aktywne. Nikt nie może się połączyć.
in-force-view-only = Możliwy jest tylko podgląd.
in-force-control = Możliwy jest podgląd; o użycie Twojej myszy i klawiatury padnie osobne pytanie.
in-force-show = Pokaż ponownie
in-force-dead = Wcześniejsze zaproszenie już nie działa: { $reason }

## Closing the window while an invitation waits

closing-title = Twoje zaproszenie jest nadal ważne
closing-explained = Gdy Lifeline jest zamknięty, nikt nie może się połączyć. Zaproszenie znów zadziała, jeśli otworzysz Lifeline przed { $until }.
closing-stay = Nie zamykaj
closing-keep = Zamknij i zachowaj zaproszenie
closing-cancel = Zamknij i anuluj zaproszenie

## The questions

question-view-title = Ktoś chce widzieć Twój ekran
# A name that someone gave stands apart from every sentence, in a box of its own.
name-claimed = Ta osoba przedstawia się jako:
name-known = Ten komputer zna tę osobę jako:
name-offered-to = Pomoc została zaproponowana temu komputerowi:
name-none = Ta osoba nie podała imienia.
question-view-who = Ta osoba podała właściwe hasło. Łączy się z adresu { $address }. Jej nazwę wpisała ona sama; nie jest sprawdzona.
question-view-means = Zobaczy wszystko na tym ekranie, dopóki tego nie zakończysz. Klikać i pisać nie może, chyba że później na to pozwolisz.
question-private = Zamknij to, czego nie powinna widzieć: pocztę, bank, zdjęcia.
question-desktop-asks = Po Twojej zgodzie zapyta Cię jeszcze pulpit: wybierz tam ekran albo okno, które ta osoba może widzieć.
question-desktop-asks-control = Po Twojej zgodzie zapyta Cię jeszcze pulpit: zezwól tam na mysz i klawiaturę i wybierz ten sam ekran.
question-view-caution = Żaden bank i żadna firma nie dzwoni, żeby zobaczyć Twój ekran.
question-caller = Kto do kogo zadzwonił?
question-caller-novice = Ja do tej osoby
question-caller-helper = Ta osoba do mnie
question-caller-first = Najpierw powiedz, kto dzwonił.
# What a screen reader says at 10, 5 and 0 seconds; on the screen it counts.
question-caller-counts = Nie ma pośpiechu: ekran możesz pokazać za { $seconds } s.
question-caller-over = Teraz możesz pokazać swój ekran.
question-caller-now = (teraz)
question-view-allow = Pokaż mój ekran
question-control-title = Czy ta osoba może używać Twojej myszy i klawiatury?
question-control-means = Będzie mogła klikać i pisać tak, jakby siedziała tutaj, dopóki tego nie odbierzesz. Twoja mysz i klawiatura nadal działają.
question-control-caution = Patrz, co robi ta osoba. Jeśli otwiera Twój bank lub pocztę albo chce kart podarunkowych lub przelewu, to oszustwo: zakończ udostępnianie.
question-control-allow = Pozwól używać mojej myszy i klawiatury
question-control-prompts = Pozwól też odpowiadać na pytania Windows o uprawnienia

## "They called me"

called-title = Ta osoba zadzwoniła do Ciebie
called-means = Kto dzwoni, a potem chce widzieć Twój ekran, prawie zawsze próbuje oszukać, choćby mówił uprzejmie, nagląco czy urzędowo. Nie robi tego żaden bank, żadna firma ani policja.
called-do = Zakończ tutaj wszystko, a potem zakończ rozmowę. Nie musisz niczego wyjaśniać. Jeśli chcesz wiedzieć, czy to była prawda, zadzwoń do banku lub firmy pod numer, który znasz z własnych dokumentów.
called-end = Zakończ wszystko
called-back = Wróć do pytania

question-weak = Połączenie jest słabo chronione, bo program tej osoby jest stary.
question-again = Ta zgoda była już udzielona. Osoba zarządzająca tym komputerem chce, żeby pytanie padło ponownie.
question-notice = Od osoby zarządzającej tym komputerem: { $notice }
question-refuse = Nie pozwalaj
question-locked = (za { $seconds })
question-silence = Brak odpowiedzi oznacza odmowę, za { $seconds } s.
question-wrong = Coś jest nie tak: zakończ wszystko
question-details = Szczegóły
question-details-hide = Ukryj szczegóły
question-details-address = Adres: { $address }
question-details-strong = Ochrona: silna. Tego, co udostępniasz, nie da się odczytać po drodze.
question-details-weak = Ochrona: słaba (samo RC4). Ktoś po drodze mógłby odczytać to, co udostępniasz.
question-details-reached = Program tej osoby sprawdził, że połączył się z tym komputerem.
question-details-not-reached = Program tej osoby nie może sprawdzić, czy połączył się z Tobą.

## Called to a question, by the desktop’s notification

call-view = Ktoś prosi o pokazanie Twojego ekranu
call-view-text = Lifeline ma do Ciebie pytanie. Bez Twojej zgody ta osoba nic nie widzi.
call-control = Osoba pomagająca prosi o użycie Twojej myszy i klawiatury
call-control-text = Lifeline ma do Ciebie pytanie. Bez Twojej zgody ta osoba nie może klikać ani pisać.
call-offer = Ktoś proponuje Ci pomoc
call-offer-text = Lifeline pokazuje słowa, które trzeba z tą osobą porównać.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = Pomoc jest oczekiwana albo trwa.

## The bar while sharing

bar-name = Twój ekran jest udostępniany
bar-view-asked = Ktoś chce widzieć Twój ekran: pytanie jest w oknie Lifeline
bar-control-asked = Osoba pomagająca chce używać Twojej myszy i klawiatury: pytanie jest w oknie Lifeline
bar-desktop-asks = Teraz pyta Cię pulpit: wybierz, co może widzieć osoba pomagająca
bar-desktop-asks-control = Teraz pyta Cię pulpit: zezwól tam na mysz i klawiaturę
bar-seeing = Osoba pomagająca widzi Twój ekran · { $time }
bar-controlling = Osoba pomagająca może używać Twojej myszy i klawiatury · { $time }
bar-paused = Wstrzymano: osoba pomagająca nie widzi nic nowego · { $time }
bar-escape = Esc odbiera sterowanie
bar-shortcut = { $keys } odbiera sterowanie
bar-keyboard = Klawiatura: Ctrl+Alt+Spacja
bar-pause = Wstrzymaj
bar-resume = Wznów
bar-allow-control = Pozwól sterować
bar-control-impossible = Na tym pulpicie żaden program nie może używać Twojej myszy i klawiatury.
bar-take-back = Odbierz sterowanie
bar-show-question = Pokaż pytanie
bar-stop = Zakończ udostępnianie
bar-note-escape = Sterowanie odebrano klawiszem Esc.
bar-note-taken-back = Sterowanie jest znów tylko Twoje.
bar-note-given-back = Osoba pomagająca oddała sterowanie.
bar-note-refused = Osoba pomagająca dostała odmowę.
bar-note-desktop-refused = Nikt nie odpowiedział „tak” na pytanie pulpitu, więc nie ma zgody na sterowanie.
bar-note-hidden = Coś zasłoniło ten pasek, więc nic nie jest pokazywane. Wznów tylko wtedy, gdy wiesz, dlaczego.
bar-note-system-asks = Windows pyta o coś, na co tylko Ty możesz odpowiedzieć. Osoba pomagająca nic z tego nie widzi i nie ma do tego dostępu.
bar-note-protected = Program nie wpuszcza swojego okna do obrazu: osoba pomagająca widzi tam czerń.
bar-note-forbidden = Osoba zarządzająca tym komputerem nie pozwala już na sterowanie.
bar-note-input-lost = Lifeline był przez chwilę zatrzymany, więc sterowanie się skończyło.

## Why it ended

ended-ask-again = Poproś jeszcze raz
ended-waiting = { $count ->
    [one] Twoje zaproszenie jest nadal ważne: osoba pomagająca może go znów użyć, a pytanie pojawi się ponownie.
    [few] { $count } zaproszenia są nadal ważne: osoby pomagające mogą ich znów użyć, a pytanie pojawi się ponownie.
    [many] { $count } zaproszeń jest nadal ważnych: osoby pomagające mogą ich znów użyć, a pytanie pojawi się ponownie.
   *[other] { $count } zaproszenia są nadal ważne: osoby pomagające mogą ich znów użyć, a pytanie pojawi się ponownie.
}
ended-waiting-other = { $count ->
    [one] Inne Twoje zaproszenie jest nadal ważne.
    [few] { $count } inne Twoje zaproszenia są nadal ważne.
    [many] { $count } innych Twoich zaproszeń jest nadal ważnych.
   *[other] { $count } innego Twojego zaproszenia jest nadal ważne.
}
ended-cancel = { $count ->
    [one] Anuluj zaproszenie
    [few] Anuluj wszystkie { $count } zaproszenia
    [many] Anuluj wszystkie { $count } zaproszeń
   *[other] Anuluj wszystkie zaproszenia ({ $count })
}
ended-cancelled = { $count ->
    [one] Zaproszenie jest anulowane. Nikt już z nim nie wejdzie.
    [few] Wszystkie { $count } zaproszenia są anulowane. Nikt już z nimi nie wejdzie.
    [many] Wszystkie { $count } zaproszeń jest anulowanych. Nikt już z nimi nie wejdzie.
   *[other] Wszystkie { $count } zaproszenia są anulowane. Nikt już z nimi nie wejdzie.
}
ended-fraud = Myślę, że to było oszustwo

## What happened, after the end

summary-title = Co się działo
summary-when = { $when }, przez { $time }, z adresu { $address }
summary-save = Zapisz, co się działo
summary-print = Wydrukuj, co się działo
summary-saved = Zapisano: { $path }
summary-printed = Wysłano do drukarki.
summary-opened = Żadna drukarka nie przyjmuje tego bezpośrednio. Zapisano to i otwarto w programie, który umie drukować: { $path }
summary-kept = Żadna drukarka tego nie przyjmuje i żaden program tego nie otworzył. Zapisano to tutaj: { $path }
summary-file-name = Pomoc { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = Jeśli to było oszustwo
fraud-calm = Nikt już nie widzi Twojego ekranu. Oszuści mają wprawę, a zdarza się to także ostrożnym ludziom. Pomoże to, co zrobisz w ciągu najbliższej godziny.
fraud-step = { $number }. { $what }
fraud-call = Zakończ rozmowę
fraud-call-how = Rozłącz się i nie odbieraj, jeśli zadzwonią znowu. Mogą mówić, że są z banku, z policji albo że odzyskają Twoje pieniądze: to ci sami ludzie.
fraud-bank = Zadzwoń do swojego banku
fraud-bank-how = Zadzwoń pod numer z karty albo z wyciągu, nigdy pod ten, który podali. Zastrzeż karty i zablokuj dostęp do konta przez internet, nawet jeśli nic nie zniknęło. Jeśli kupiono dla nich karty podarunkowe, zadzwoń do firmy, która je sprzedała, i zachowaj karty oraz paragon.
fraud-computer = Odłącz ten komputer od sieci
fraud-computer-how = Jeśli mogli używać Twojej myszy i klawiatury, wyłącz Wi-Fi albo wyjmij kabel. Zanim znów użyjesz komputera do banku lub poczty, niech obejrzy go ktoś, kogo znasz.
fraud-passwords = Zmień hasła
fraud-passwords-how = Na innym komputerze lub telefonie: najpierw do poczty, potem do banku, potem wszystkie, które zostały wpisane albo były widoczne na ekranie.
fraud-police = Zawiadom policję
fraud-police-how = { $country ->
    [PL] Zgłoś to na najbliższym komisariacie policji, a podejrzane strony i wiadomości także zespołowi CERT Polska. Jeśli oszuści mogli poznać Twój numer PESEL, zastrzeż go: w aplikacji mObywatel albo w urzędzie gminy.
    [GB] Zgłoś to policji: krajowa służba zgłaszania oszustw przyjmuje zgłoszenia przez internet i przez telefon; w Szkocji robi to policja.
    [IE] Zgłoś to na dowolnym posterunku Garda.
    [US] Zgłoś to miejscowej policji, Federalnej Komisji Handlu (FTC) i Internet Crime Complaint Center przy FBI.
    [CA] Zgłoś to miejscowej policji i Canadian Anti-Fraud Centre.
    [DE] Zgłoś to policji: na posterunku albo przez internetowy posterunek (Onlinewache) swojego kraju związkowego.
   *[other] Zgłoś to policji: na posterunku albo przez internet.
} Zrób to także wtedy, gdy nic nie zginęło. Pomogą zapisy Lifeline, wiadomości od oszustów i ich numer telefonu.
fraud-later = W najbliższych tygodniach
fraud-later-how = Codziennie sprawdzaj swoje konta. Powiedz komuś, komu ufasz, co się stało: kto został ostrzeżony, tego trudniej oszukać.
fraud-keep = Dla banku i policji: co się działo, według zapisów tego komputera.
ended-in-force = Aktywne zaproszenia

end-again-remedy = Jeśli nadal potrzebujesz pomocy, powiedz to osobie pomagającej albo poproś jeszcze raz.
end-stopped-what = Udostępnianie zostało przez Ciebie zakończone.
end-stopped-why = Nikt już nie widzi Twojego ekranu.
end-stopped-remedy = Jeśli nikt nie ma wrócić, anuluj zaproszenie.
end-closed-what = Pomoc się skończyła.
end-closed-why = Lifeline został tu zamknięty i nikt już nie widzi Twojego ekranu.
end-closed-remedy = Jeśli nadal potrzebujesz pomocy, otwórz znów Lifeline; zaproszenie działa, dopóki jest ważne.
end-window-what = Inny program zamknął okno Lifeline, a z nim pasek.
end-window-why = Dlatego wszystko się zakończyło: nikt nie widzi tego komputera ani go nie używa.
end-window-remedy = Poproś znów o pomoc, jeśli nadal jej potrzebujesz.
all-closed-what = Wszystko zakończono i zamknięto każde wejście.
all-closed-why = Nikt nie widzi Twojego ekranu, a wszystkie zaproszenia są anulowane.
all-closed-remedy = Jeśli ktoś do Ciebie zadzwonił i o to prosił, zakończ rozmowę i nic więcej nie mów.
all-closed-offers-why = Nikt nie widzi Twojego ekranu. Wszystkie zaproszenia są anulowane, a propozycje pomocy nie są wpuszczane.
all-closed-offers-remedy = Jeśli ktoś do Ciebie zadzwonił i o to prosił, zakończ rozmowę i nic więcej nie mów. Propozycje pomocy znów będą wpuszczane, gdy następnym razem otworzysz Lifeline.
end-left-what = Osoba pomagająca się rozłączyła.
end-left-why = Zakończyła pomoc po swojej stronie i nikt już nie widzi Twojego ekranu.
end-left-remedy = Jeśli nadal potrzebujesz pomocy, powiedz jej to albo poproś jeszcze raz.
end-lost-what = Połączenie z osobą pomagającą zostało przerwane.
end-lost-why = Jej komputer albo jedna z Waszych sieci przestała odpowiadać.
end-lost-remedy = Dopóki zaproszenie jest ważne, może połączyć się znowu; wtedy pytanie pojawi się ponownie.
end-refused-what = Osoba pomagająca nie została wpuszczona.
end-refused-why = Nie było Twojej zgody na pokazanie ekranu i nic nie było widać.
end-refused-remedy = Jeśli nie spodziewasz się jej ponownie, anuluj zaproszenie.
end-unanswered-what = Osoba pomagająca nie została wpuszczona.
end-unanswered-why = Nikt nie odpowiedział na pytanie na czas, a to oznacza odmowę.
end-unanswered-remedy = Poproś osobę pomagającą, żeby połączyła się znowu, gdy tu jesteś.
end-screen-what = Nie można już pokazywać Twojego ekranu.
end-screen-why = System podaje: { $why }.
end-screen-remedy = Poproś jeszcze raz, gdy ekran znów będzie dostępny.
end-desktop-what = Twój ekran nie został pokazany.
end-desktop-why = W Lifeline była Twoja zgoda, ale na pytanie pulpitu odpowiedziano odmownie, zamknięto je albo nie odpowiedziano na czas.
end-desktop-remedy = Jeśli chcesz pomocy, poproś osobę pomagającą o ponowne połączenie i wybierz ekran, gdy zapyta pulpit.
end-replaced-what = Osoba pomagająca połączyła się ponownie.
end-replaced-why = Jej pierwsze połączenie przestało odpowiadać, więc zostało zamknięte.
end-replaced-remedy = Odpowiedz na nowe pytanie.
not-recorded-what = To, co się tu dzieje, nie jest zapisywane.
not-recorded-why = Nie można zapisać historii: { $why }.
not-recorded-locked = Inny program zajął historię tylko dla siebie (plik journal.lock).
not-recorded-silent = Dysk z historią nie odpowiada.
not-recorded-remedy = Pomoc trwa dalej. Sprawdź, czy dysk nie jest pełny albo niedostępny; to, co się zdarzy potem, będzie znów zapisywane.
history-none-what = Nie można odczytać historii.
history-none-remedy = Spróbuj jeszcze raz albo zajrzyj do folderu, który podaje komunikat.
record-started = Lifeline jest gotowy do próśb o pomoc.
record-stopped = Lifeline zakończył pracę.
record-invited = Utworzono zaproszenie { $detail }.
record-invited-for = Utworzono zaproszenie na { $time }.
record-addresses = Zaproszenie podaje te adresy: { $detail }.
record-cancelled = Anulowano zaproszenie.
record-all-closed = Zgłoszono, że coś jest nie tak: zamknięto każde wejście.
record-expired = Zaproszenie straciło ważność.
record-closed = Zaproszenie zablokowano: pięć razy podano błędne hasło.
record-reached = Komputer tej osoby odpowiedział.
record-accepted = Hasło było właściwe i ta osoba została zapytana.
record-offer-accepted = Padła propozycja pomocy, i ta osoba została zapytana.
record-offered = Ktoś z listy osób pomagających zaproponował pomoc.
record-offer-refused = Odrzucono propozycję pomocy ({ $detail }).
record-offer-busy = Odrzucono propozycję pomocy: ktoś już pomagał.
record-offers-confirmed = Potwierdzono zmianę tego, co jest tu dozwolone.
record-offers-put-back = Przywrócono to, co było tu dozwolone, zanim osoba pomagająca sterowała.
record-key-known = Ktoś podał właściwe hasło, a jego klucz jest tu znany.
record-i-called = Twoja odpowiedź: telefon był od Ciebie do tej osoby.
record-they-called = Twoja odpowiedź: telefon był od tej osoby do Ciebie.
record-connected = Ktoś podał właściwe hasło.
record-dialled = Twój komputer połączył się z komputerem osoby pomagającej, tak jak podał kod odpowiedzi.
record-wrong-password = Ktoś podał błędne hasło.
record-too-soon = Ktoś, kto nie został wpuszczony, od razu przyszedł znowu. Pytanie się nie pojawiło.
record-view-allowed = Za Twoją zgodą pokazano ekran.
record-saw = Ta osoba pokazała Ci swój ekran.
record-view-refused = Odmówiono pokazania ekranu.
record-view-unanswered = Nikt nie odpowiedział, czy można pokazać ekran: to oznacza odmowę.
record-control-asked = Ta osoba prosiła o użycie Twojej myszy i klawiatury.
record-asked-control = Poproszono o użycie myszy i klawiatury tej osoby.
record-control-allowed = Za Twoją zgodą ta osoba mogła używać Twojej myszy i klawiatury.
record-controlled = Ta osoba pozwoliła Ci używać swojej myszy i klawiatury.
record-control-refused = Odmówiono sterowania.
record-control-unanswered = Nikt nie odpowiedział, czy można używać Twojej myszy i klawiatury: to oznacza odmowę.
record-control-ended = Sterowanie się skończyło.
record-control-forbidden = Zasady tego komputera nie pozwalają na sterowanie.
record-paused = Udostępnianie wstrzymano.
record-paused-hidden = Udostępnianie wstrzymano, bo pasek, który je pokazuje, był zasłonięty.
record-paused-interrupted = Udostępnianie wstrzymano, bo pulpit przerwał obraz, na przykład dlatego, że zmienił się monitor.
record-resumed = Udostępnianie wznowiono.
record-asked-again = Zasady tego komputera wymagają ponownego pytania.
record-time-up = Minął najdłuższy czas, na jaki pozwalają zasady tego komputera.
record-session-forbidden = Zasady tego komputera już na to nie pozwalały.
record-invitation-forbidden = Zasady tego komputera nie pozwalają na zaproszenie.
record-stranger = Zasady tego komputera kogoś nie wpuściły.
record-stranger-key = Zasady tego komputera kogoś nie wpuściły: ta osoba nie jest tu uprawniona do pomocy.
record-stranger-outside = Zasady tego komputera kogoś nie wpuściły: ta osoba łączyła się z innej sieci.
record-ended-you = Pomoc zakończono na tym komputerze.
record-ended-helper = Pomoc zakończyła osoba pomagająca.
record-ended-novice = Pomoc zakończyła osoba, której udzielano pomocy.
record-ended-lost = Połączenie zostało przerwane.
record-ended-refused = Odpowiedzią była odmowa.
record-ended-desktop = Na pytanie pulpitu nikt nie odpowiedział „tak”.
record-ended-unanswered = Nikt nie odpowiedział na pytanie.
record-ended-closed = Lifeline został zamknięty.
record-ended-window = Inny program zamknął okno Lifeline.
record-ended-novice-closed = Ta osoba zamknęła Lifeline.
record-ended-screen = Nie można już było pokazywać ekranu.
record-ended-protocol = Jeden z dwóch programów nie zrozumiał drugiego.
record-ended-replaced = Połączenie przestało odpowiadać i zastąpiło je inne.
record-ended-password = Hasło było błędne.
record-ended-no-invitation = Zaproszenie nie było tam już ważne.
record-ended-busy = Ktoś inny już pomagał.
record-ended-rules = Pomoc zakończyły zasady komputera.
record-ended-time = Minął najdłuższy czas.
record-problem = Coś się nie udało: { $detail }
record-not-recorded = { $count ->
        [one] Jednego zdarzenia
        [few] { $count } zdarzeń
        [many] { $count } zdarzeń
       *[other] { $count } zdarzenia
    } nie udało się zapisać: dysk był pełny albo nie odpowiadał.
record-mail-failed = Nie udało się wysłać zaproszenia e-mailem: { $detail }
record-times = { $count } ×, pierwszy raz { $first }, ostatni raz { $last }.
record-visits = Ktoś przyszedł i odszedł; nie został wpuszczony.
record-from = Z adresu { $address }.
history-helped-by = Ktoś pomagał Ci z adresu { $address }.
history-not-let-in = Ktoś z adresu { $address } nie został wpuszczony.
history-helped = Twoja pomoc dla kogoś pod adresem { $address }.
history-not-helped = Pod adresem { $address } nie było zgody na Twoją pomoc.
history-controlled = Widać było ekran i można było używać myszy i klawiatury.
history-viewed = Widać było ekran.
history-nothing = Na nic nie pozwolono.
history-no-end = Nie ma zapisu o końcu.
log-title = Lifeline: zapis jednej udzielonej pomocy
log-number = Jej numer, taki sam w zapisach obu komputerów: { $number }
policy-place = Zasady tego komputera są szukane w { $place }.
policy-not-written = Nie można zapisać zasad w { $path }: { $error }. Może to zrobić administrator.
policy-no-file = nie ma takiego pliku
policy-wrong-line = { $place }, wiersz { $line }: { $what }
policy-place-line = { $place }, wiersz { $line }
trusted-relative = to nie jest pełna ścieżka od katalogu głównego, więc w każdym folderze byłby to inny plik
trusted-dangling = nie ma { $path }, choć prowadzi tam dowiązanie
trusted-loop = dowiązania w { $path } prowadzą w kółko
trusted-no-file = { $path } nie jest zwykłym plikiem
trusted-owner = { $path } należy do kogoś, czyje słowo tu się nie liczy
trusted-writable = inni mogą zmieniać { $path }, więc jego słowo się nie liczy
trusted-failed = nie można sprawdzić { $path }: { $error }
file-irregular = to nie jest zwykły plik
file-too-large = jest większy, niż taki plik może być
history-title = Co się działo
history-more = Starsze zapisy pokazuje polecenie { $command }.
desk-reading = Odczytywanie…
desk-silent-what = Dysk tego komputera nie odpowiada.
desk-silent-why = Może to być niedostępny folder w sieci albo uszkodzony dysk.
desk-silent-remedy = To, co już trwa, pójdzie dalej, gdy tylko dysk odpowie. Udostępnianie możesz zakończyć także teraz.
settings-title = Ustawienia
settings-look = Język i wygląd
settings-language = Język
settings-as-system = Jak w systemie
settings-text-size = Wielkość tekstu
settings-percent = { $percent }%
settings-brightness = Jasny czy ciemny
settings-light = Jasny
settings-dark = Ciemny
settings-sound = Dźwięk wzywa mnie, gdy pojawia się pytanie
settings-fixed = Tak postanowiła osoba zarządzająca tym komputerem.
settings-asking = Prośby o pomoc
settings-ask = Mogę prosić o pomoc
settings-official = Tylko osoby pomagające, których klucz jest tu znany, i nikt inny
settings-official-list = Ich klucze są na liście „{ home-helpers }”. Otwierają Twoje zaproszenia jak zawsze.
settings-limits = Co mogą osoby pomagające
settings-control = Osoby pomagające mogą za moją zgodą używać mojej myszy i klawiatury
settings-older = Mogę wpuszczać osoby ze starszym systemem Windows, których połączenia są słabo chronione
settings-encrypted = Zaproszenia bez hasła nic nie zdradzają (Windows XP nie może ich otworzyć)
settings-again = Pytaj ponownie, czy wolno widzieć mój ekran
settings-again-never = nigdy
settings-longest = Zakończ pomoc automatycznie
settings-longest-none = nigdy
settings-minutes = { $minutes ->
    [one] po { $minutes } minucie
    [few] po { $minutes } minutach
    [many] po { $minutes } minutach
   *[other] po { $minutes } minuty
}
settings-network = Sieć
settings-mapping = Proś mój router o przepuszczanie osób pomagających z zewnątrz
settings-internal = Tylko osoby pomagające z tej sieci
settings-spare = Oszczędzaj wolną sieć
settings-spare-none = nie
settings-spare-little = trochę
settings-spare-more = bardziej
settings-spare-most = jak najbardziej
settings-records = Zapisy
settings-log = Zapisuj plik tekstowy o każdej udzielonej pomocy
settings-keep = Jak długo przechowywać zapisy
settings-days = { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
}
settings-keep-all = zawsze
settings-everybody = Wszyscy na tym komputerze
settings-everybody-on = Każdy, kto używa tego komputera, może prosić o pomoc.
settings-everybody-off = Nikt, kto używa tego komputera, nie może prosić o pomoc.
settings-everybody-forbid = Nie pozwalaj nikomu prosić o pomoc…
settings-everybody-allow = Pozwól wszystkim prosić o pomoc…
settings-everybody-explained = System najpierw zapyta o zgodę administratora.
settings-everybody-waits = System pyta o zgodę administratora.
history-empty = Nic się jeszcze nie działo.
switch-what = Przełącznik dla tego komputera nie został zmieniony.
switch-remedy = Może go zmienić tylko administrator tego komputera.
elevate-none = System nie ma tu sposobu, by zapytać o zgodę administratora ({ $error }).
elevate-refused = Żaden administrator się nie zgodził.
elevate-untrusted = Lifeline musiałby działać jako administrator, ale mógł go zmienić ktoś inny: { $why }. Zainstaluj Lifeline tam, gdzie pisać mogą tylko administratorzy, albo niech administrator uruchomi własną kopię: lifeline policy asking on lub off.
autostart-untrusted = Ktoś inny mógłby zmienić to, co ma być uruchamiane: { $why }
settings-what = Ustawień nie zachowano.
practice-forbidden = Osoba zarządzająca tym komputerem nie pozwala ani prosić o pomoc, ani jej udzielać, więc nie ma czego ćwiczyć.
rules-ask-what = Nie możesz prosić o pomoc i żadne zaproszenie nie jest ważne.
rules-ask-why = Osoba zarządzająca tym komputerem nie pozwala prosić o pomoc przez Lifeline.
rules-ask-remedy = Zapytaj ją.
rules-own-why = Prośby o pomoc są wyłączone w ustawieniach.
rules-own-remedy = Włącz je tam i poproś jeszcze raz.
rules-wrong-why = Nie można odczytać zasad tego komputera: { $wrong }.
rules-unread-what = Osoba pomagająca nie może już widzieć tego komputera ani go używać.
rules-files = Pliki z zasadami
rules-silent = nie odpowiadają; dysk albo folder sieciowy może się zawieszać
rules-wrong-remedy = Poproś osobę zarządzającą tym komputerem o naprawę; lifeline policy check mówi, co jest źle.
end-forbidden-what = Pomoc się skończyła i nikt nie widzi Twojego ekranu.
end-forbidden-why = Osoba zarządzająca tym komputerem na to nie pozwala.
end-forbidden-remedy = Zapytaj ją.
end-time-what = Pomoc się skończyła i nikt nie widzi Twojego ekranu.
end-time-why = Trwała tak długo, na ile pozwala osoba zarządzająca tym komputerem.
end-time-remedy = Osoba pomagająca może połączyć się znowu, dopóki zaproszenie jest ważne.
end-protocol-what = Połączenie zostało zakończone.
end-protocol-why = Program osoby pomagającej wysłał coś, co nie ma sensu.
end-protocol-remedy = Poproś osobę pomagającą o użycie najnowszej wersji jej programu.

gone-what = Ta część Lifeline przestała działać.
gone-why = Trafiła na błąd, po którym nie może działać dalej; nikt nie widzi Twojego ekranu.
gone-remedy = Zamknij Lifeline i otwórz go ponownie.

file-what = Nie można było użyć pliku { $path }.
file-why = System podaje: { $error }.
file-remedy = Wybierz inny plik albo inne miejsce.

no-window-what = Nie udało się otworzyć drugiego okna.
no-window-remedy = Zamknij najpierw zaproszenie w tym oknie albo otwórz plik w menedżerze plików.

## Helping someone

help-title = Pomóż komuś
help-explained = Osoba, której pomagasz, wysłała Ci zaproszenie: mały plik albo kawałek tekstu.
help-open = Otwórz zaproszenie…
help-drop = Albo upuść plik na to okno.
help-otherwise = Inne sposoby
help-path = Gdzie jest plik
help-open-path = Otwórz ten plik
help-paste = Tekst zaproszenia
help-use-text = Użyj tego tekstu
help-ticket-file = Zaproszenie: { $name }
help-ticket-text = Zaproszenie: wklejony tekst
help-other-ticket = Użyj innego zaproszenia
help-name = Twoje imię
help-name-explained = Zobaczy je osoba, której pomagasz, gdy pojawi się u niej pytanie.
help-password = Hasło
help-password-explained = Usłyszysz je przez telefon. Odstępy i wielkość liter nie mają znaczenia.
help-connect = Połącz
help-incomplete = Najpierw wpisz swoje imię i hasło.
help-connecting-title = Łączenie
help-connecting = Łączenie z { $address } · jak dotąd { $time }. Tamten komputer musi być włączony, a Lifeline na nim otwarty.
help-looking = Szukanie tamtego komputera · jak dotąd { $time }. Musi być włączony, a Lifeline na nim otwarty.
help-waiting-title = Oczekiwanie na zgodę
help-waiting = Oczekiwanie, aż { $address } pokaże ekran: pytanie padło { $asked } temu. Możesz tymczasem zadzwonić do tej osoby.
help-cancel = Anuluj
help-listen = Poczekaj, aż tamten komputer przyjdzie…
help-listen-title = Oczekiwanie na osobę, której pomagasz
help-listen-making = Tworzenie kodu odpowiedzi dla osoby, której pomagasz…
help-listen-waiting = Oczekiwanie na tę osobę do { $until }.
help-listen-explained = Wyślij ten kod odpowiedzi osobie, której pomagasz, przez czat albo e-mail. Na stronie swojego zaproszenia wybierze ona „{ invitation-connect }” i tam go wklei.
help-listen-reply = Twój kod odpowiedzi
help-listen-copy = Kopiuj kod odpowiedzi
help-again = Spróbuj jeszcze raz
help-ask-again = Zapytaj jeszcze raz
help-lost-title = Połączenie zostało przerwane
help-lost = Tamten komputer albo jedna z Waszych sieci przestała odpowiadać. Lifeline spróbuje znowu za { $seconds } s, { $count ->
    [1] po raz pierwszy
    [2] po raz drugi
    [3] po raz trzeci
    [4] po raz czwarty
    [5] po raz piąty
   *[other] po raz ostatni
}. Pytanie o pokazanie ekranu pojawi się tam ponownie.
help-lost-now = Spróbuj teraz
help-lost-stop = Nie próbuj dalej

help-end-own-what = Pomoc została przez Ciebie zakończona.
help-end-own-why = Nie widzisz już tamtego ekranu.
help-end-own-remedy = Nic więcej nie trzeba robić.
help-end-none-what = To nie jest zaproszenie.
help-end-none-why = Może to być inny plik albo tylko część tekstu.
help-end-none-remedy = Wybierz plik, który masz od tej osoby, albo skopiuj cały tekst.
found-empty-why = Jest pusty.
found-again-remedy = Poproś tę osobę o ponowne wysłanie, jako plik.
found-password-why = To jest hasło.
found-password-remedy = Otwórz zaproszenie, które masz od tej osoby, albo wklej jego tekst; potem pojawi się pytanie o hasło.
found-locked-why = To archiwum zabezpieczone własnym hasłem.
found-locked-remedy = Najpierw je rozpakuj i otwórz plik, który w nim jest.
found-archive-why = To archiwum, w którym nie znaleziono zaproszenia.
found-archive-remedy = Rozpakuj je i otwórz plik, który w nim jest; albo poproś o wysłanie zaproszenia bez pakowania.
found-document-why = To dokument edytora tekstu.
found-document-remedy = Skopiuj z niego tekst zaproszenia i wklej tutaj albo poproś o wysłanie pliku utworzonego przez Lifeline.
found-picture-why = To obraz.
found-picture-remedy = Poproś o wysłanie pliku utworzonego przez Lifeline albo jego tekstu; zdjęcie nie wystarczy.
found-mail-why = To e-mail, w którym nie ma zaproszenia.
found-mail-remedy = Zapisz plik dołączony do e-maila i otwórz go.
found-page-why = To strona z przeglądarki, może z serwisu pocztowego albo z miejsca na pliki.
found-page-remedy = Otwórz tę stronę, zapisz z niej plik zaproszenia i otwórz go.
found-link-why = To link, a nie plik, do którego prowadzi.
found-rdp-why = To plik dla Pulpitu zdalnego, czyli innego programu.
found-rdp-remedy = Poproś o zaproszenie: „Poproś o pomoc” w Lifeline albo w Windows.
found-large-why = Jest o wiele większy niż zaproszenie.
help-end-damaged-what = Zaproszenie jest uszkodzone.
help-end-damaged-why = Coś mogło zginąć w drodze do Ciebie.
help-end-damaged-remedy = Poproś o ponowne wysłanie, jako plik.
help-end-address-what = Zaproszenie nie mówi, gdzie jest tamten komputer.
help-end-address-why = Możliwe, że nie miał sieci, gdy zaproszenie powstawało.
help-end-address-remedy = Poproś o utworzenie nowego, gdy tamten komputer będzie w sieci.
help-end-stopped-what = Osoba, której pomagasz, zakończyła udostępnianie.
help-end-stopped-why = Użyła przycisku „{ bar-stop }”.
help-end-stopped-remedy = Zadzwoń do niej, jeśli Twoim zdaniem nadal potrzebuje pomocy.
help-end-novice-closed-what = Pomoc się skończyła.
help-end-novice-closed-why = Na tamtym komputerze zamknięto Lifeline.
help-end-novice-closed-remedy = Zadzwoń do tej osoby, jeśli Twoim zdaniem nadal potrzebuje pomocy.
help-end-screen-what = Tamtego ekranu nie można już pokazać.
help-end-screen-why = System na tamtym komputerze go nie udostępnia: ktoś mógł się tam wylogować.
help-end-screen-remedy = Zadzwoń do tej osoby i spróbuj jeszcze raz, gdy ekran znów będzie dostępny.
help-end-misunderstood-what = Tamten komputer zakończył połączenie.
help-end-misunderstood-why = Nie zrozumiał tego, co wysłał ten program.
help-end-misunderstood-remedy = Użyjcie po obu stronach najnowszej wersji programu.
help-end-left-what = Tamten komputer zakończył połączenie.
help-end-left-why = Nie podał powodu.
help-end-left-remedy = Zadzwoń do tej osoby, jeśli Twoim zdaniem nadal potrzebuje pomocy.
help-postponed-title = Jeszcze nie
help-postponed = Ostatnim razem ta osoba Cię nie wpuściła, więc nie zobaczy od razu kolejnego pytania. Lifeline spróbuje znowu za { $left }. Możesz tymczasem do niej zadzwonić.
help-end-soon-why = Ostatnim razem ta osoba Cię nie wpuściła i nie zobaczy kolejnego pytania, zanim { $seconds ->
        [one] minie sekunda
        [few] miną { $seconds } sekundy
        [many] minie { $seconds } sekund
       *[other] minie { $seconds } sekundy
    }.
help-end-soon-remedy = Zadzwoń do niej, a potem spróbuj jeszcze raz.
terminal-postponed = Ostatnim razem ta osoba Cię nie wpuściła. Kolejne pytanie może pojawić się u niej za { $seconds ->
        [one] sekundę
        [few] { $seconds } sekundy
        [many] { $seconds } sekund
       *[other] { $seconds } sekundy
    }: Lifeline wtedy spróbuje znowu.
help-end-no-what = Ta osoba nie pokazała Ci swojego ekranu.
help-end-no-why = Odmówiła, może dlatego, że Cię nie rozpoznała.
help-end-no-remedy = Zadzwoń do niej, a potem spróbuj jeszcze raz.
help-end-desktop-what = Tamten ekran nie został pokazany.
help-end-desktop-why = Zgoda dla Ciebie była, ale potem zapytał jeszcze pulpit, a na to odpowiedziano odmownie, pytanie zamknięto albo nie odpowiedziano na czas.
help-end-desktop-remedy = Powiedz tej osobie, że potem pojawi się drugie pytanie, w którym wybiera się ekran. Wtedy połącz się ponownie.
help-end-silent-what = Nikt nie odpowiedział.
help-end-silent-why = Możliwe, że nikogo nie ma przy tamtym komputerze.
help-end-silent-remedy = Zadzwoń do tej osoby i spróbuj jeszcze raz, gdy będzie na miejscu.
help-end-password-what = Hasło jest błędne.
help-end-password-why = Jakąś literę można było źle usłyszeć albo źle wpisać.
help-end-password-remedy = Poproś o odczytanie hasła jeszcze raz.
help-end-unknown-what = Tamten komputer nie zna tego zaproszenia.
help-end-unknown-why = Możliwe, że zostało anulowane albo powstało nowsze.
help-end-unknown-remedy = Poproś o wysłanie nowego.
help-end-expired-what = Zaproszenie straciło ważność.
help-end-expired-why = Było ważne tylko przez pewien czas.
help-end-expired-remedy = Poproś o wysłanie nowego.
help-end-busy-what = Ktoś inny już tam pomaga.
help-end-busy-why = Jednocześnie może być połączona tylko jedna osoba pomagająca.
help-end-busy-remedy = Zadzwoń do tej osoby i spróbuj jeszcze raz, gdy tamta pomoc się skończy.
help-end-closed-what = Zaproszenie jest zablokowane.
help-end-closed-why = Zostało anulowane albo pięć razy podano błędne hasło.
help-end-closed-remedy = Poproś o wysłanie nowego.
help-end-forbidden-what = Tamten komputer Cię nie wpuścił.
help-end-forbidden-why = Osoba, która nim zarządza, nie pozwala na to, przynajmniej nie Tobie.
help-end-forbidden-remedy = Zapytaj osobę, która zarządza tamtym komputerem.
help-end-key-why = Wpuszcza tylko osoby pomagające, których klucz zna, a Twojego nie zna.
help-end-key-remedy = Przekaż swój klucz osoby pomagającej (pokazuje go „{ home-offer }” albo lifeline helper show-key) osobie, która prowadzi tam listę, i otwórz zaproszenie ponownie, gdy klucz na niej będzie.
help-end-time-what = Pomoc się skończyła.
help-end-time-why = Trwała tak długo, na ile pozwala osoba zarządzająca tamtym komputerem.
help-end-time-remedy = Otwórz zaproszenie ponownie, jeśli pomoc jest jeszcze potrzebna.
help-end-replaced-what = Zaproszenie zostało otwarte ponownie.
help-end-replaced-why = To połączenie nie dawało znaku życia, więc zastąpiło je nowsze.
help-end-replaced-remedy = Korzystaj z nowszego. Jeśli nie jest Twoje, zadzwoń do osoby, której pomagasz.
help-end-version-what = Tamten program używa innej wersji Pomocy zdalnej.
help-end-version-why = Oba programy nie mają wspólnej wersji.
help-end-version-remedy = Poproś o użycie tam najnowszej wersji programu.
help-end-forbidden-here-what = Z tego komputera nie możesz nikomu pomagać.
help-end-forbidden-here-why = Osoba, która nim zarządza, na to nie pozwala.
help-end-forbidden-here-remedy = Zapytaj ją albo pomóż z innego komputera.
help-end-lost-what = Połączenie zostało przerwane.
help-end-lost-why = Tamten komputer albo jedna z Waszych sieci przestała odpowiadać.
help-end-lost-remedy = Spróbuj jeszcze raz; pytanie pojawi się tam ponownie.
help-end-unreachable-what = Nie udało się połączyć z tamtym komputerem.
help-end-unreachable-why = Może być wyłączony, Lifeline może być tam zamknięty, zaproszenie mogło zostać wycofane lub wygasnąć albo sieć po drodze nikogo nie wpuszcza.
help-end-unreachable-remedy = Poproś o otwarcie tam Lifeline, a potem spróbuj jeszcze raz albo poproś o nowe zaproszenie.
help-end-listen-what = Ten komputer nie może czekać na tamten.
help-end-listen-remedy = Sprawdź swoją sieć i spróbuj jeszcze raz.
help-end-kept-what = Nie zaproponowano pomocy: nie można użyć tego, co Lifeline przechowuje o innych komputerach.
help-end-unable-what = Ten komputer nie mógł zrobić swojej części.
help-end-unable-why = Część Lifeline zawiodła; dziennik mówi która.
help-end-unable-remedy = Zamknij Lifeline, otwórz go ponownie i spróbuj jeszcze raz.
help-end-listen-address = Ten komputer nie ma adresu.
help-end-nobody-what = Nikt nie przyszedł.
help-end-nobody-why = Możliwe, że Twój kod odpowiedzi nie dotarł albo nie użyto go na czas; albo sieć po drodze nie wpuszcza nikogo także do Ciebie.
help-end-nobody-remedy = Zadzwoń do tej osoby i spróbuj jeszcze raz: będzie jej potrzebny nowy kod odpowiedzi.
help-end-pin-what = Odpowiedział inny komputer niż ten, na którym powstało zaproszenie.
help-end-pin-why = Zaproszenie może być stare albo ktoś po drodze podszywa się pod tę osobę.
help-end-pin-remedy = Nie idź dalej. Zadzwoń do niej i poproś o nowe zaproszenie.
help-end-weak-what = Tamten program za słabo chroni połączenie.
help-end-weak-why = Proponuje tylko ochronę, o której wiadomo, że jest złamana.
help-end-weak-remedy = Poproś o użycie tam nowszego programu.
help-end-protocol-what = Połączenie zostało zakończone.
help-end-protocol-why = Tamten program wysłał coś, co nie ma sensu.
help-end-protocol-remedy = Spróbuj jeszcze raz; jeśli to się powtórzy, użyjcie po obu stronach najnowszej wersji.
help-end-other-what = Tamten program zakończył połączenie.
help-end-other-why = Podał powód { $code }, który nie ma tu nazwy.
help-end-other-remedy = Zadzwoń do tej osoby, a potem spróbuj jeszcze raz.

## The viewer

viewer-title = „{ $name }” · Lifeline
viewer-picture = Ekran osoby, której pomagasz
viewer-request = Poproś o sterowanie
viewer-withdraw = Wycofaj prośbę
viewer-give-back = Oddaj sterowanie
viewer-fit = Dopasuj
viewer-actual-size = Pełny rozmiar
viewer-larger = Powiększ
viewer-smaller = Pomniejsz
viewer-size = Wielkość: { $percent }%
viewer-percent = { $percent }%
viewer-size-explained = Jak duży jest tamten ekran na tym
viewer-screens = Wszystkie ekrany
viewer-screens-explained = Który z tamtych ekranów jest pokazywany
viewer-screen = Ekran { $number }
viewer-screen-main = Ekran { $number } (główny)
viewer-screen-next = Pokaż następny ekran, a po ostatnim wszystkie
viewer-keys = Klawisze
viewer-save = Zapisz obraz
viewer-save-path = Zapisz obraz jako
viewer-save-here = Zapisz obraz tutaj
viewer-file-name = Ekran.png
viewer-saved = Zapisano: { $path }
viewer-copy = Kopiuj obraz
viewer-copied = Obraz skopiowano. Wklej go w innym programie.
viewer-full-screen = Pełny ekran
viewer-window = Zamknij pełny ekran
viewer-figures = Pomiary
viewer-more = Więcej
viewer-more-explained = To, na co obok zabrakło miejsca
viewer-end = Zakończ
viewer-seeing = Widzisz tamten ekran
viewer-controlling = Możesz używać tamtej myszy i klawiatury
viewer-has-all-keys = Wszystkie klawisze trafiają do tamtego komputera, także Super i Alt+Tab. { $keys } znowu zachowuje je tutaj.
viewer-input-refused = Nie wszystko, co piszesz lub klikasz, dotarło: nie ma tam takiego klawisza albo ktoś właśnie sam używa tam myszy. Spróbuj ponownie lub inaczej.
viewer-paused = Osoba, której pomagasz, wstrzymała udostępnianie
viewer-paused-hidden = Wstrzymano: coś zasłania pasek, który pokazuje udostępnianie. Będzie można wznowić, gdy pasek znów będzie widać.
viewer-paused-interrupted = Wstrzymano: pulpit drugiej osoby przerwał obraz, na przykład dlatego, że zmienił się monitor. Obraz wróci, gdy ta osoba odpowie na pytanie pulpitu, jeśli ono się pojawi.
viewer-system-asks = Windows zadaje tej osobie pytanie, na które tylko ona może odpowiedzieć, albo jej ekran jest zablokowany. Obraz wróci sam.
viewer-paused-old = Widzisz tamten ekran sprzed { $since }.
viewer-request-paused = Udostępnianie jest wstrzymane. Poproś o sterowanie, gdy zostanie wznowione.
viewer-shortcuts = Skróty
viewer-requested = Prośba o sterowanie wysłana { $asked } temu; decyzja jeszcze nie zapadła
viewer-refused = Nie ma zgody na użycie tamtej myszy i klawiatury
viewer-refused-desktop = Tamten pulpit zapytał jeszcze raz i nikt nie odpowiedział „tak”: nie masz sterowania
viewer-refused-impossible = Na tamtym komputerze nie można zdalnie używać myszy i klawiatury
viewer-control-ended = Twoje sterowanie się skończyło; nadal widzisz ekran
viewer-delay = Opóźnienie { $delay }
viewer-screen-size = { $width } × { $height }
viewer-named = Twoja nazwa tam: „{ $name }”

keys-ctrl-alt-del = Wyślij Ctrl+Alt+Del
keys-escape = Wyślij Esc
keys-windows = Wyślij klawisz Windows
keys-alt-tab = Wyślij Alt+Tab
keys-alt-f4 = Wyślij Alt+F4
keys-ctrl-escape = Wyślij Ctrl+Esc
keys-print = Wyślij Print Screen
keys-physical = Wysyłaj klawisze według położenia
keys-physical-explained = Do gier i skrótów: o tym, co się pisze, decyduje tamten układ klawiatury, nie Twój.
keys-tool-bar = Twoja klawiatura przechodzi z obrazu do narzędzi
keys-no-control = Te klawisze można wysyłać dopiero podczas sterowania.
viewer-all-keys = Wysyłaj wszystkie klawisze, także Super i Alt+Tab
viewer-own-keys = Zachowaj Super i Alt+Tab tutaj

shortcuts-title = Skróty
shortcuts-close = Zamknij
viewer-another = Pomóż komuś innemu…
shortcut = Ctrl+Alt+{ $key }
key-enter = Enter
key-home = Home
key-end = End
sheet-control = Poproś o sterowanie, wycofaj prośbę albo oddaj sterowanie
sheet-full-screen = Pełny ekran i powrót do okna
sheet-all-keys = Wysyłaj wszystkie klawisze, także Super i Alt+Tab, albo zachowaj je tutaj
sheet-end = Zakończ pomoc

figures-frames = Obrazy: { $frames }
figures-a-second = { $count } na sekundę
figures-delay = Opóźnienie: { $delay }
figures-rate = Szybkość: { $rate }
figures-size = Tamten ekran: { $width } × { $height }
figures-protection = Ochrona: { $protection }
figures-share = { $way }: { $bytes }% danych, { $pixels }% powierzchni
figures-unknown = nieznane
figures-under-a-millisecond = poniżej 1 ms
figures-milliseconds = { $delay } ms
figures-megabits = { $rate } Mbit/s
figures-kilobits = { $rate } kbit/s
figures-explained = Jak długo wiadomość idzie do tamtego komputera i z powrotem, za obrazami, które są w drodze, i ile stamtąd przychodzi.
figures-rate-explained = Ile przychodzi z tamtego komputera.

protection-both = Silnie chronione
protection-tls = Chronione
protection-weak = Słabo chronione
protection-both-in-full = TLS 1.3, a w nim RC4-128
protection-tls-in-full = TLS
protection-weak-in-full = samo RC4-128

## File dialogs

dialog-save = Zapisz zaproszenie
dialog-open = Otwórz zaproszenie
dialog-save-picture = Zapisz obraz
dialog-invitations = Zaproszenia
dialog-pictures = Obrazy
dialog-all = Wszystkie pliki

## Practice

practice-novice = Osoba, której ktoś pomaga
practice-expert = Osoba pomagająca
practice-name = Pomoc na próbę
practice-starting = Tworzenie zaproszenia do ćwiczenia…
practice-expert-waits = Oczekiwanie na zaproszenie od osoby, której ktoś pomaga.
practice-ended = Po prawdziwej pomocy przeczytasz tu, co się działo, i możesz anulować zaproszenie.
practice-close = Zakończ ćwiczenie

## The mail with an invitation

mail-subject = Proszę o pomoc z moim komputerem
mail-body =
    Dzień dobry,

    proszę o pomoc z moim komputerem. W załączniku jest moje zaproszenie.

    Można je otworzyć w Lifeline („Pomóż komuś”, potem „Otwórz zaproszenie”) albo w systemie Windows w Pomocy zdalnej, dwukrotnym kliknięciem.
    Trzeba będzie podać hasło; podam je przez telefon.
mail-what = Program pocztowy nie został otwarty.
mail-bad-address = To nie jest adres e-mail.
mail-no-program = Na tym komputerze nie odpowiada żaden program pocztowy.
mail-webmail = Pocztę czyta się tu w przeglądarce, a ona nie przyjmuje załączników od innych programów.
mail-remedy = Napisz e-mail samodzielnie i dołącz ten plik: { $path }

no-screen-what = Nie ma tu ekranu, który można by pokazać.
no-screen-why = Nie działa tu żaden pulpit albo jego ekran nie odpowiada.
no-screen-remedy = Uruchom Lifeline na pulpicie komputera, który potrzebuje pomocy.
no-portal-what = Ten pulpit nie może jeszcze pokazywać swojego ekranu.
no-portal-why = To pulpit Wayland, którego ekran udostępnia się przez portal, a nie odpowiada tu żaden portal, który to potrafi.
no-portal-remedy = Zainstaluj PipeWire, xdg-desktop-portal i jego część dla Twojego pulpitu: xdg-desktop-portal-gnome, xdg-desktop-portal-kde albo xdg-desktop-portal-wlr (tak nazywają się dla apt, dnf i pacman). Potem zaloguj się ponownie.
no-opengl-why = To KDE Plasma, a jego menedżer okien KWin rysuje tu bez karty graficznej. KWin udostępnia tylko ekran, który rysuje za jej pomocą.
no-opengl-remedy = Zainstaluj albo włącz sterownik karty graficznej (albo kartę graficzną komputera wirtualnego, jeśli to taki), albo użyj innego pulpitu. Potem zaloguj się ponownie.
mac-screen-recording = Gdy poprosisz o pomoc i na to pozwolisz, osoba pomagająca widzi, co jest na tym ekranie.
mac-accessibility = Gdy na to pozwolisz, osoba pomagająca używa przez chwilę Twojej myszy i klawiatury.
mac-local-network = Komputery obu osób łączą się bezpośrednio, także w Twojej sieci.
mac-invitation = Zaproszenie do pomocy zdalnej
no-recording-what = Ten Mac nie pozwala jeszcze programowi Lifeline widzieć swojego ekranu.
no-recording-why = macOS pokazuje ekran tylko programom, którym pozwolono go nagrywać.
no-recording-remedy = Otwórz Ustawienia systemowe, Prywatność i ochrona, Nagrywanie ekranu i dźwięku systemowego, i włącz Lifeline. Potem uruchom Lifeline ponownie.
works-all = Osoba pomagająca może tu widzieć ekran, a jeśli pozwolisz, używać myszy i klawiatury; Esc to odbiera.
works-no-escape = Osoba pomagająca może tu widzieć ekran, a jeśli pozwolisz, używać myszy i klawiatury. „{ bar-take-back }” na pasku to odbiera; Esc tutaj tego nie robi.
works-shortcut = Osoba pomagająca może tu widzieć ekran, a jeśli pozwolisz, używać myszy i klawiatury. „{ bar-take-back }” na pasku to odbiera, podobnie jak Ctrl+Shift+Esc, jeśli pozwolisz na te klawisze, gdy zapyta pulpit; sam Esc tutaj tego nie robi.
works-view = Na tym pulpicie osoba pomagająca może widzieć Twój ekran, gdy zapyta Cię jeszcze pulpit. Myszy i klawiatury nie może tu jeszcze używać.
works-accessibility = Osoba pomagająca może tu widzieć ekran. Aby mogła używać myszy i klawiatury, włącz najpierw Lifeline w Ustawieniach systemowych, w części Prywatność i ochrona, Dostępność; potem uruchom Lifeline ponownie.

home-missing-what = Nie ma miejsca na pliki Lifeline.
home-missing-remedy = Ustaw zmienną środowiskową HOME i uruchom Lifeline ponownie.

## Who reaches this computer

doctor-listen = Lifeline może czekać na połączenia na tym komputerze (port { $port }).
doctor-listen-not = Lifeline nie może czekać na połączenia na tym komputerze: { $why }.
doctor-addresses = Adresy tego komputera: { $addresses }.
doctor-addresses-none = Ten komputer nie ma adresu w sieci.
doctor-router = Router przepuszcza osoby pomagające, gdy się go poprosi (podał { $address }).
doctor-router-by = Router przepuszcza osoby pomagające, gdy się go poprosi przez { $protocol } (podał { $address }).
doctor-router-not-asked = Router nie został poproszony o przepuszczanie osób pomagających.
doctor-router-forbidden = Osoba zarządzająca tym komputerem nie pozwala prosić routera.
doctor-firewall-open = Żadna zapora na tym komputerze nie zatrzymuje osób pomagających.
doctor-firewall-blocked = Zapora tego komputera ({ $name }) zatrzymuje osoby pomagające.
doctor-firewall-unknown = Nie widać, czy zapora tego komputera ({ $name }) przepuszcza osoby pomagające.
doctor-same-network-yes = Ktoś w tej samej sieci może się z Tobą połączyć.
doctor-same-network-no = Nikt w tej samej sieci nie może się z Tobą połączyć.
doctor-same-network-perhaps = Ktoś w tej samej sieci może się z Tobą połączyć, jeśli przepuści go zapora.
doctor-internet-yes = Osoba pomagająca gdzie indziej w internecie może się z Tobą połączyć.
doctor-internet-no = Osoba pomagająca gdzie indziej w internecie nie może się z Tobą połączyć.
doctor-internet-perhaps = Osoba pomagająca gdzie indziej w internecie może się z Tobą połączyć, jeśli przepuści ją zapora.
doctor-ipv6-yes = Osoba pomagająca z IPv6 może się z Tobą połączyć.
doctor-ipv6-no = Przez IPv6 nie można się z Tobą połączyć.
doctor-ipv6-perhaps = Osoba pomagająca z IPv6 może się z Tobą połączyć, jeśli przepuści ją Twój router, czego stąd nie widać.
doctor-other-perhaps = Osoba pomagająca może też czekać, aż Ty się z nią połączysz, jeśli jej sieć Cię wpuści.
doctor-other-no = Ty też nie połączysz się z osobą pomagającą, bo ten komputer nie ma połączenia z internetem.
doctor-do-firewall = Aby przepuszczać osoby pomagające, wpisz w terminalu: { $command }
doctor-do-administrator = Uruchom lifeline doctor jako administrator, aby zobaczyć, co robi zapora.
doctor-do-router-anyway = Jeśli ufasz tej sieci, poproś router mimo wszystko: lifeline ask --router always
doctor-do-forward = Włącz UPnP, PCP lub NAT-PMP w ustawieniach routera albo przekieruj port TCP { $port } na { $address }.
doctor-do-provider = Jeśli chcesz, żeby można się było z Tobą łączyć, poproś dostawcę internetu o własny publiczny adres.
doctor-do-other-way-round = Albo niech osoba pomagająca poczeka na Ciebie: wybierze „{ help-listen }”, a Ty wkleisz kod odpowiedzi od niej obok swojego zaproszenia.
doctor-do-connect = Podłącz ten komputer do sieci.
doctor-do-ask-who-manages = O tym, kto może Ci pomagać, decyduje osoba zarządzająca tym komputerem: zapytaj ją.
doctor-do-new-invitation = Utwórz nowe zaproszenie: router teraz przepuszcza osoby pomagające, a to zaproszenie tego nie podaje.

## The terminal

# Lines that could not be printed, since nobody read what came before them.
terminal-lost = { $count ->
    [one] Nie wypisano { $count } wiersza
    [few] Nie wypisano { $count } wierszy
    [many] Nie wypisano { $count } wierszy
   *[other] Nie wypisano { $count } wiersza
}: nic nie czyta tego, co wypisuje ten program.
terminal-no-display = Nie ma tu pulpitu, więc wszystko dzieje się w tym terminalu.
terminal-invitation = Wyślij plik osobie pomagającej. Hasło podaj przez telefon, nigdy w tym samym e-mailu.
terminal-reply = Wyślij ten kod odpowiedzi osobie, której pomagasz, przez czat albo e-mail. Niech wpisze connect i kod albo wklei go w oknie obok swojego zaproszenia. Działa do { $until }.
terminal-stop-cancels = Aby anulować zaproszenie, wpisz stop i naciśnij Enter.
terminal-answer = Aby pozwolić, wpisz y i naciśnij Enter; aby odmówić, wpisz n i naciśnij Enter. Brak odpowiedzi oznacza odmowę, za { $seconds } s.
terminal-answer-caller = Jeśli telefon był od Ciebie i ta osoba może widzieć Twój ekran, wpisz y i naciśnij Enter: liczy się to po { $wait } s, a do tego czasu n to cofa. Jeśli to ona zadzwoniła do Ciebie, wpisz they-called; aby odmówić, n. Brak odpowiedzi oznacza odmowę, za { $seconds } s.
terminal-caller-first = Twoja odpowiedź: to ta osoba zadzwoniła do Ciebie. Jeśli to pomyłka, wpisz i-called i naciśnij Enter.
terminal-i-called = Nie ma pośpiechu. Za { $seconds } s możesz wpisać y i nacisnąć Enter, aby pozwolić.
terminal-allow-now = Teraz możesz wpisać y i nacisnąć Enter, aby pozwolić.
terminal-yes-waits = Twoja zgoda liczy się za { $seconds } s. Do tego czasu n i Enter ją cofa.
terminal-they-called = Wpisz end-everything i naciśnij Enter. Jeśli to pomyłka, wpisz i-called i naciśnij Enter.
terminal-too-early = Wpisano to, zanim pytanie dało się przeczytać, więc się nie liczy.
terminal-no-question = Nie ma otwartego pytania.
terminal-viewing = Osoba pomagająca widzi Twój ekran. Wpisz pause, allow-control lub stop i naciśnij Enter.
terminal-desktop-asks = Teraz pyta Cię pulpit: wybierz ekran albo okno, które może widzieć osoba pomagająca. Aby zakończyć, wpisz stop i naciśnij Enter.
terminal-desktop-asks-control = Teraz pyta Cię pulpit: zezwól tam na mysz i klawiaturę i wybierz ten sam ekran. Aby odmówić, wpisz take-back i naciśnij Enter.
terminal-controlling = Osoba pomagająca może używać Twojej myszy i klawiatury. Wpisz take-back lub stop i naciśnij Enter.
terminal-try-failed = { $count ->
    [0] Ktoś podał błędne hasło. Zaproszenie jest teraz zablokowane.
    [one] Ktoś podał błędne hasło. Po jeszcze jednym zaproszenie zostanie zablokowane.
    [few] Ktoś podał błędne hasło. Po jeszcze { $count } zaproszenie zostanie zablokowane.
    [many] Ktoś podał błędne hasło. Po jeszcze { $count } zaproszenie zostanie zablokowane.
   *[other] Ktoś podał błędne hasło. Po jeszcze { $count } zaproszenie zostanie zablokowane.
}
terminal-end-of-input = Nic więcej nie da się tu wpisać, więc odpowiedzią na każde pytanie jest odmowa.
terminal-not-now = Teraz nie można tego zrobić.
terminal-not-understood = To jest niezrozumiałe. Można wpisać: { $commands }.
terminal-waiting = Połączono z { $address }. { $protection }. Oczekiwanie, aż osoba, której pomagasz, pokaże swój ekran.
terminal-control-asked = Osoba, której pomagasz, widzi pytanie, czy możesz używać jej myszy i klawiatury.
terminal-done = Zrobiono: { $command }
terminal-already-controlling = Masz już sterowanie albo prośba o nie jest wysłana.
terminal-not-viewing = Nie widzisz teraz tamtego ekranu.
terminal-not-controlling = Nie masz sterowania. Poproś o nie przez request-control.
terminal-bad-place = Miejsce to dwie liczby całkowite, X i Y, liczone w pikselach od lewego górnego rogu.
terminal-outside = To miejsce jest poza obrazem, który ma { $width } pikseli szerokości i { $height } wysokości.
terminal-bad-button = To nie jest przycisk. Do wyboru: { $buttons }. Kółka nie można przytrzymać.
terminal-bad-key = Nie ma klawisza o tej nazwie. Przykłady: { $examples }. Wszystkie są w { $document }.
terminal-no-file = Brakuje nazwy pliku: { $command }
terminal-not-saved = Nie zapisano obrazu w { $path }: { $error }.
terminal-file-what = Nie można było odczytać pliku { $path }.
terminal-file-remedy = Sprawdź jego nazwę i to, czy wolno Ci go czytać.
terminal-no-window = Okno się nie otwiera, najpewniej dlatego, że grafika tego pulpitu nie działa dla programów. Co podał system, jest w { $log }. lifeline ask --terminal i lifeline open FILE --terminal działają bez okna.
terminal-no-desktop = Okno się nie otwiera, bo nie ma tu pulpitu, który mógłby je pokazać. lifeline ask --terminal i lifeline open FILE --terminal działają bez okna.
terminal-no-command = Nie ma polecenia { $word } ani pliku o tej nazwie. Czy chodziło o lifeline { $nearest }?
terminal-no-command-like = Nie ma polecenia { $word } ani pliku o tej nazwie. Listę poleceń pokazuje lifeline --help.
forget-nothing = Nie ma tu żadnych Twoich danych.
forget-question =
    To usunie Twoje zaproszenia, Twój klucz osoby pomagającej, historię i Twoje ustawienia w tych folderach. Nikt ich nie przywróci: kto ma Cię na liście osób pomagających, będzie potrzebował Twojego nowego klucza. Najpierw zamknij Lifeline.
    Aby usunąć wszystko, wpisz y i naciśnij Enter; wszystko inne zostawia to, jak jest.
forget-remedy = Zamknij Lifeline i spróbuj jeszcze raz albo usuń folder samodzielnie.
forget-refused = Niczego nie usunięto.
terminal-switch-password = Po /{ $switch } nie może stać hasło: każdy na tym komputerze mógłby je tam odczytać. Pomiń je, a hasło powstanie samo i zostanie pokazane. Aby wybrać własne, użyj lifeline ask z --password-file FILE.
terminal-no-such-file = Nie ma takiego pliku
terminal-panic = W Lifeline coś poszło nie tak i program może nie działać dalej poprawnie. To błąd programu, nie Twój; uruchom go ponownie. Co się stało, jest w { $log }.

practice-screen-title = Ekran do ćwiczeń
practice-screen-explained = To widzi osoba pomagająca: ekran zrobiony tylko do tego ćwiczenia, nie Twój własny.
practice-screen-hint = Tu pojawia się wpisany tekst
practice-screen-clicks = { $count ->
    [0] Kliknij tutaj
    [one] Kliknięto raz
    [few] Kliknięto { $count } razy
    [many] Kliknięto { $count } razy
   *[other] Kliknięto { $count } raza
}
practice-greeting = Pozdrowienia od osoby pomagającej
practice-no-screen-what = Ekran do ćwiczeń się nie uruchomił.
practice-no-screen-why = Brakuje programu, który go tworzy (Xvfb), albo się on nie uruchamia.
practice-no-screen-remedy = Uruchom sh assets/setup.sh --run, co zainstaluje to, czego potrzeba, i spróbuj jeszcze raz.
practice-own-screen-why = W tym systemie nie ma innego ekranu niż Twój własny, a ćwiczenie nie może go pokazywać.
practice-own-screen-remedy = Poćwicz na komputerze z Linuksem albo naprawdę poproś o pomoc i otwórz zaproszenie na drugim swoim komputerze.
practice-different = Obraz, który widziała osoba pomagająca, nie był obrazem ekranu do ćwiczeń.
practice-matched = Osoba pomagająca widziała ekran do ćwiczeń taki, jaki jest.

## Offering help, and being offered it

home-offer = Zaproponuj pomoc
home-offer-explained = Pomóż bez zaproszenia komuś, czyj komputer przyjmuje Twoje propozycje.

offer-title = Zaproponuj pomoc
offer-explained = Łączysz się z tamtym komputerem po jego nazwie. Musisz być na jego liście osób pomagających, a osoba przy nim jak zawsze decyduje sama.
offer-computer = Nazwa lub adres tamtego komputera
offer-port = Dwukropek i liczbę dodaj tylko wtedy, gdy je podano.
offer-go = Zaproponuj pomoc
offer-incomplete = Najpierw wpisz tamten komputer i swoje imię.
offer-bad-computer-what = Nie można znaleźć tego komputera.
offer-bad-computer-why = To, co wpisano, nie jest nazwą ani adresem.
offer-bad-computer-remedy = Wpisz to tak, jak podano, na przykład office-12, 192.168.1.20:3389 albo [2001:db8::1]:3389.
offer-no-port-why = Brakuje portu.
offer-no-port-remedy = Wpisz HOST:PORT, na przykład office-12:3389, 192.168.1.20:3389 albo [2001:db8::1]:3389.
autostart-what = Nie zmieniono tego, czy Lifeline uruchamia się przy logowaniu.
autostart-path = Nie można tam zapisać ścieżki programu.
autostart-remedy = Zmień to w ustawieniach systemu dla programów uruchamianych przy logowaniu.
home-helpers = Kto może proponować pomoc
offer-recent = Tu już proponowano pomoc
offer-forget = Zapomnij { $computer }
recent-people = Tym osobom już udzielono pomocy
recent-offer = Zaproponuj pomoc: { $computer }
recent-known = Ostatnio { $last }, łącznie { $times ->
    [one] { $times } raz
    [few] { $times } razy
    [many] { $times } razy
   *[other] { $times } raza
}.
recent-key-known = Jest rozpoznawany po kluczu.
recent-all = Pokaż wszystkie ({ $count })
recent-forget-all = Zapomnij wszystkie…
recent-forget-people = { $count ->
    [one] Zapomnieć tę osobę, której udzielono pomocy?
    [few] Zapomnieć te { $count } osoby, którym udzielono pomocy?
    [many] Zapomnieć te { $count } osób, którym udzielono pomocy?
   *[other] Zapomnieć te osoby ({ $count }), którym udzielono pomocy?
} To, co się działo, zostaje w historii.
recent-forget-computers = { $count ->
    [one] Zapomnieć ten komputer, któremu zaproponowano pomoc?
    [few] Zapomnieć te { $count } komputery, którym zaproponowano pomoc?
    [many] Zapomnieć te { $count } komputerów, którym zaproponowano pomoc?
   *[other] Zapomnieć te komputery ({ $count }), którym zaproponowano pomoc?
} Nie będą potem rozpoznawane: za każdym razem trzeba będzie od nowa porównać słowa.
recent-forget-all-do = Zapomnij wszystkie
recent-keep = Zachowaj
recent-forget-what = Nie udało się zapomnieć.
offer-key = Twój klucz osoby pomagającej
offer-key-explained = Podaj go osobom, którym pomagasz, żeby mogły wpisać Cię na swoją listę. Nie jest tajny.
offer-key-copy = Kopiuj klucz
offer-key-copied = Skopiowano.
offer-compare-title = Porównaj słowa
offer-compare-explained = Łączysz się z tym komputerem po raz pierwszy. Zadzwoń do osoby, która przy nim siedzi, i porównaj te słowa z tymi na jej ekranie. Są to słowa angielskie, aby po obu stronach były takie same.
offer-compare-same = Słowa są takie same
offer-compare-differ = Słowa są różne
offer-compare-warn = Jeśli choć jedno słowo jest inne, ktoś pośrodku może podsłuchiwać. Wtedy naciśnij „{ offer-compare-differ }”: połączenia nie będzie.

compare-title = Ktoś z Twojej listy osób pomagających proponuje Ci pomoc
compare-explained = Ta osoba jest na liście osób pomagających tego komputera i przychodzi tu po raz pierwszy. Nic jeszcze nie widzi. Gdy do Ciebie zadzwoni, porównaj te słowa ze słowami po jej stronie. Są to słowa angielskie, aby po obu stronach były takie same.
compare-who = Łączy się z adresu { $address }.
compare-after = Jeśli słowa są takie same, ta osoba idzie dalej, a Ty odpowiadasz na pytanie, czy może widzieć Twój ekran.
compare-decline = Nie wpuszczaj
compare-silence = Bez potwierdzenia z tamtej strony wszystko skończy się samo, za { $time }.

question-offered = Ta osoba sama zaproponowała pomoc; prośby od Ciebie nie było. Jej klucz jest na liście osób pomagających tego komputera. Łączy się z adresu { $address }.
question-offered-caution = Jeśli się jej nie spodziewasz, nie pozwalaj. Żaden bank i żadna firma nie dzwoni, żeby zobaczyć Twój ekran.
question-key-known = Ta osoba podała właściwe hasło i okazała klucz, który ten komputer zna. Łączy się z adresu { $address }.

offers-changed-title = Zmieniło się to, co jest tu dozwolone
offers-changed-explained = Zmieniono to, gdy osoba pomagająca używała Twojej myszy i klawiatury:
offers-changed-effect = Zmiana nie działa, dopóki jej nie zachowasz. Jeśli jej nie chcesz, przywróć to, co było.
offers-changed-keep = Zachowaj zmianę
offers-changed-put-back = Przywróć to, co było
not-put-back-what = Nie udało się przywrócić tego, co było tu dozwolone.
not-put-back-remedy = Zmiana nadal nie działa. Zajrzyj do „{ home-settings }” i „{ home-helpers }” i zmień je samodzielnie.

change-listed = Kogoś wpisano na listę osób pomagających.
change-unlisted = Kogoś usunięto z listy osób pomagających.
change-offers-off = Nikt już nie może proponować pomocy.
change-offers-view = Osoby pomagające z listy mogą proponować podgląd.
change-offers-control = Osoby pomagające z listy mogą proponować podgląd i prosić o sterowanie.
change-authority = Klucze osób pomagających podpisuje inny urząd.
change-ask = Można prosić o pomoc.
change-help-others = Z tego komputera można pomagać innym.
change-official = Można wpuszczać osoby pomagające spoza listy.
change-control = Osoby pomagające mogą prosić o sterowanie.
change-longest-life = Zaproszenia mogą być ważne dłużej.
change-session-log = O udzielonej pomocy nie powstaje plik tekstowy.
change-keep-days = Zapisy są przechowywane krócej.
change-encrypted-only = Zaproszenia mogą coś zdradzać komuś, kto nie zna hasła.
change-older-encryption = Można wpuszczać osoby pomagające ze starszą, słabszą ochroną.
change-port-mapping = Router może być proszony o przepuszczanie osób pomagających.
change-internal-only = Można wpuszczać osoby pomagające spoza własnej sieci.
change-longest-session = Pomoc może trwać dłużej.
change-ask-again = Pytanie, czy osoba pomagająca może nadal patrzeć, pojawia się rzadziej.
change-other = Zmieniono inne ustawienie.

offers-title = Kto może proponować pomoc
offers-explained = Osoby pomagające z listy mogą przyjść do tego komputera, gdy działa Lifeline. Zanim coś zobaczą, za każdym razem padnie pytanie.
offers-off = Nikt nie może proponować pomocy
offers-view = Mogą proponować podgląd
offers-control = Mogą proponować podgląd i prosić o sterowanie
offers-fixed = Tak postanowiła osoba zarządzająca tym komputerem.
offers-list = Na liście
offers-list-empty = Na liście nikogo nie ma.
offers-authority = Pomoc mogą proponować także osoby pomagające, których nazwę podpisał urząd tego komputera.
offers-add = Dodaj kogoś
offers-add-key = Klucz osoby pomagającej
offers-add-name = Jej nazwa, którą będzie tu widać
offers-add-do = Wpisz na listę
offers-remove = Usuń „{ $name }” z listy
offers-autostart = Uruchamiaj przy logowaniu i czekaj w tle
offers-waiting = Oczekiwanie na propozycje: osoby pomagające z listy mogą przyjść.
offers-waiting-elsewhere = Oczekiwanie na propozycje na porcie { $port }: osoby pomagające z listy mogą przyjść. Zwykłego portu używa inny program albo wybrano inny. Kto nie znajdzie tego komputera po nazwie, niech dopisze po niej :{ $port }.
offers-not-waiting = Nikt nie może teraz przyjść. { $why }
offers-waits = Osoba pomagająca steruje albo sterowała, gdy to zmieniono: zmiana liczy się dopiero po Twoim potwierdzeniu.

tray-title = Lifeline czeka na osoby, które proponują pomoc
tray-explained = Osoby pomagające z listy tego komputera mogą przyjść; za każdym razem padnie pytanie. Kliknij, aby otworzyć Lifeline.
tray-shared = Osoba pomagająca widzi Twój ekran
tray-controlled = Osoba pomagająca może używać Twojej myszy i klawiatury
tray-paused = Udostępnianie jest wstrzymane
tray-quit = Zamknij Lifeline

wait-port-what = Nie można proponować tu pomocy: portu { $port } nie da się otworzyć.
wait-ports-what = Nie można proponować tu pomocy: nie da się otworzyć żadnego z portów od { $first } do { $last }.
wait-port-in-use = Używa go inny program.
wait-port-denied = System na to nie pozwala.
wait-port-remedy = Zamknij tamten program albo wybierz inny port i podaj go osobom pomagającym.
wait-off-what = Propozycje pomocy nie są na tym komputerze dozwolone.
wait-off-why = Są wyłączone, dopóki ktoś na nie nie pozwoli.
wait-off-remedy = Pozwól na nie: lifeline helper offers control albo ustawienia w oknie.

helper-key-what = Nie można użyć Twojego klucza osoby pomagającej.
kept-file-remedy = Zajrzyj do tego pliku albo do jego folderu i spróbuj jeszcze raz.
helper-certificate-what = Ten certyfikat nie jest używany.
helper-certificate-remedy = Poproś urząd o taki, który należy do Twojego wniosku.
helper-bad-key-what = Nikogo nie wpisano na listę.
helper-bad-key-why = To nie jest klucz osoby pomagającej: jakaś litera lub cyfra jest w nim błędna albo dwie zamieniły się miejscami.
helper-bad-key-length-why = To nie jest klucz osoby pomagającej: ma liter i cyfr { $length } zamiast { $right }.
helper-bad-key-sign-why = To nie jest klucz osoby pomagającej: żaden taki klucz nie zawiera { $sign }.
helper-bad-key-remedy = Porównaj go z tym, który pokazuje tam „{ home-offer }”.
helper-bad-name-what = Nikogo nie wpisano na listę.
helper-bad-name-why = Nazwa ma od 1 do 64 znaków.
helper-bad-name-remedy = Nadaj nazwę, po której rozpoznasz tę osobę.
helper-list-what = Listy osób pomagających nie zmieniono.
helper-list-fixed = Listę prowadzi osoba zarządzająca tym komputerem.
helper-list-full = Liczba wpisów to { $limit } i więcej się nie zmieści.
helper-list-full-remedy = Najpierw usuń z niej kogoś.
helper-list-file = Nie można użyć { $path } ({ $error }).
helper-list-administrator = Zrób to jako administrator tego komputera.
helper-list-mend = Napraw ten plik i spróbuj jeszcze raz.
helper-not-listed = Nikt na liście nie ma tego klucza ani tej nazwy.
helper-list-look = lifeline helper list pokazuje, kto na niej jest.
helper-forget-what = Nie udało się zapomnieć { $computer }.
helper-added = { $name } może teraz proponować pomoc, klucz { $key }.
helper-removed = { $count ->
    [one] Z listy usunięto jedną osobę pomagającą.
    [few] Z listy usunięto { $count } osoby pomagające.
    [many] Z listy usunięto { $count } osób pomagających.
   *[other] Z listy usunięto { $count } osoby pomagającej.
}
helper-offers-off = Mimo to nikt nie może przyjść: propozycje są wyłączone. Pozwól na nie przez: lifeline helper offers control
helper-forgotten = Zapomniano { $computer }: następnym razem znów trzeba będzie porównać słowa.
helper-not-known = Komputer { $computer } nie był znany.
helper-used = Twój certyfikat jest w użyciu.
helper-request-next = Wyślij to temu, kto podpisuje klucze osób pomagających, a tego, co odeśle, użyj przez: lifeline helper use-certificate FILE
helper-request-what = Nie ma żadnego wniosku.
helper-machine-list-empty = Lista tego komputera jest teraz pusta i tylko administrator może do niej coś dopisać. Aby znów zostawić ją użytkownikom, usuń „helpers” z { $path }.

help-end-computer-what = Tamten komputer nie odpowiedział.
help-end-computer-why = Jest wyłączony, ma tu inną nazwę albo Lifeline nie czeka na nim na propozycje, albo tylko na innym porcie.
help-end-computer-remedy = Porównaj z tamtą osobą nazwę lub adres i zapytaj, czy Lifeline tam działa. Jeśli podaje port, wpisz po nazwie dwukropek i tę liczbę. Albo poproś o zaproszenie.
help-end-not-allowed-what = Tamten komputer nie przyjmuje Twojej propozycji.
help-end-not-allowed-why = Propozycje nie są tam dozwolone albo nie ma Cię na liście osób pomagających.
help-end-not-allowed-remedy = Podaj tam swój klucz osoby pomagającej (pokazuje go „{ home-offer }”) albo poproś o zaproszenie.
help-end-changed-what = To nie jest komputer, który odpowiadał tu wcześniej.
help-end-changed-why = Jego klucz się zmienił: ktoś stoi między Wami, inny komputer ma teraz tę nazwę albo tamten ustawiono od nowa.
help-end-changed-remedy = Zapytaj tamtą osobę. Jeśli komputer ustawiono od nowa, zapomnij stary (lifeline helper forget) i porównaj słowa jeszcze raz.
help-end-words-what = Połączenie zostało przez Ciebie zakończone, bo słowa były różne.
help-end-words-why = Ktoś stoi między Wami albo przez telefon rozmawiasz z kimś innym niż osoba przy tamtym komputerze.
help-end-words-remedy = Spróbuj z innej sieci albo poproś o zaproszenie.

terminal-compare = Zadzwoń do osoby przy { $address } i porównaj te słowa z tymi na jej ekranie. Jeśli wszystkie są takie same, wpisz words-match; jeśli choć jedno jest inne, words-differ.
terminal-compare-novice = Ktoś z adresu { $address } jest na liście osób pomagających tego komputera i po raz pierwszy proponuje pomoc. Gdy zadzwoni, porównaj te słowa ze słowami po jego stronie; aby odmówić, wpisz decline.
terminal-no-words = Żadne słowa nie są porównywane.
terminal-offers-changed = Zmieniono to, gdy osoba pomagająca sterowała: { $changes } Wpisz keep-offers, jeśli tak ma być, albo put-back-offers, jeśli nie; do tego czasu nie wolno nic, czego nie było wolno wcześniej.
terminal-waiting-offers = Oczekiwanie na osoby, które proponują pomoc, na porcie { $port }. Aby zakończyć, wpisz stop.
terminal-waiting-offers-elsewhere = Oczekiwanie na osoby, które proponują pomoc, na porcie { $port }: zwykłego używa inny program albo wybrano inny. Kto nie znajdzie tego komputera po nazwie, niech dopisze po niej :{ $port }. Aby zakończyć, wpisz stop.

# A part of the program that broke down

fault-what = W Lifeline coś zawiodło, więc wszystko zakończono.
fault-why = To błąd w programie; gdzie, mówi dziennik.
fault-remedy = Nikt nie widzi tego komputera ani go nie używa. Uruchom Lifeline ponownie i zgłoś błąd, jeśli możesz.

# Control that cannot begin

control-start-what = Osoba pomagająca nie może sterować tym komputerem.
control-start-why = Ten system nie pozwala programom używać myszy i klawiatury ({ $error }).
control-silent-why = Jego ekran albo dysk w tej chwili nie odpowiada.
control-start-remedy = Nadal widzi Twój ekran i może Ci mówić, co robić.

## Co podaje system i co jest nie tak z tym, co jest przechowywane

system-not-found = nie ma takiego pliku ani folderu
system-denied = to nie jest dozwolone
system-exists = coś o tej nazwie już istnieje
system-full = dysk jest pełny
system-read-only = dysk można tylko odczytywać
system-folder = tę nazwę ma folder
system-no-folder = część ścieżki nie jest folderem
system-in-use = używa tego inny program
system-no-network = sieć jest nieosiągalna
system-nobody = nic tam nie odpowiada
system-broken = połączenie zostało przerwane
system-slow = trwało to zbyt długo
system-senseless = to, co tam jest, nie ma sensu
system-memory = brakuje pamięci
system-number = błąd numer { $number }
system-unnamed = nie udało się, a przyczyna nie ma nazwy

kept-unread = Nie można odczytać { $path }: { $error }.
kept-damaged = Plik { $path } jest uszkodzony.
kept-unwritten = Nie można zapisać { $path }: { $error }.
kept-exists = Plik { $path } już istnieje.
kept-no-key = Nie udało się utworzyć klucza.
kept-no-random = Ten komputer nie daje liczb losowych.
kept-no-home = Ten użytkownik nie ma folderu, w którym Lifeline mógłby coś przechowywać.
kept-silent = Dysk nie odpowiada.
kept-too-many = Ważnych jest już tyle zaproszeń, ile może ich być.

dead-expired = Wygasło, gdy Lifeline nie działał.
dead-keys-lost = Jego klucze przepadły.
dead-damaged = To, co z niego zapisano, jest uszkodzone.
dead-listen = Lifeline nie może już czekać dla niego na połączenia: { $error }.

mail-failed = Nie udało się otworzyć programu pocztowego.

screen-silent = ekran nie odpowiada
screen-monitor = pokazywanego ekranu już nie ma
screen-ended = system to zakończył
screen-portal = ten pulpit nie pokazuje swojego ekranu programom
screen-refused = system nie daje obrazu
screen-colours = ekran ma za mało kolorów
screen-large = ekrany razem są za duże
desktop-lacks = brakuje: { $part }
input-stopped = Lifeline był zatrzymany i puszczono to, co trzymał
input-refused = system nie przyjął tego, co naciśnięto
input-xwayland = to pulpit Wayland, na którym dostępne byłyby tylko okna starszych programów
input-keymap = nie można odczytać układu klawiatury
input-permission = Lifeline nie ma jeszcze zgody na obserwowanie klawiatury

router-said-nothing = nie odpowiada
router-said-no = odmówił z błędem { $code }
router-said-nonsense = jego odpowiedzi nie mają sensu
router-said-taken = wpuszczany jest tam już inny program

certificate-unread = Nie można odczytać certyfikatu.
certificate-not-signed = Urząd nie ręczy za ten certyfikat.
certificate-nameless = Certyfikat nie zawiera nazwy.
certificate-other-key = Certyfikat jest dla innego klucza.
certificate-other-kind = Klucz jest innego rodzaju niż klucze osób pomagających.

snapshot-not-whole = nie nadszedł jeszcze żaden cały obraz
secret-unread = Nie można odczytać pliku z hasłem { $path }: { $error }. Sprawdź jego nazwę i to, czy możesz go odczytać.
secret-empty = W pierwszym wierszu pliku z hasłem { $path } nie ma hasła.
secret-no-terminal = Nie można zapytać o hasło, bo nie ma terminala: { $error }. Użyj { $option }.

practice-place-foreign = { $path } nie powstał na potrzeby ćwiczenia.
practice-place-server = Nie można uruchomić programu { $program }, który tworzy ekran: { $error }.
practice-place-silent = Ekran do ćwiczenia nie odpowiada.
