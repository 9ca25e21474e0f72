### Every text of Lifeline, in Spanish.
### Words: invitación, vigente (in force), ayudante (helper: no article where it can be avoided), la persona a la que ayuda,
### equipo (computer), pantalla, dejar de compartir, recuperar el control, dejar ver mi pantalla, contraseña, router,
### clave (tecla on the keyboard), ofrecer ayuda, llegar a (reach), dejar entrar (let in), quien administra este equipo,
### cancelar (an invitation), registrar (record); who is spoken to is “le”, which shows no gender.
language-name = Español

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what }: { $about }
window-title = Lifeline
practice-window-title = Lifeline: práctica
back-home = Volver al inicio
close-window = Cerrar esta ventana

## Lengths of time

day-and-time =
    { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[other] diciembre
    } de { $year }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days =
    { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
duration-days-hours =
    { $days ->
        [one] { $days } día { $hours } h
       *[other] { $days } días { $hours } h
    }

## The first screen

home-title = ¿Qué desea hacer?
home-ask = Pedir ayuda
home-ask-explained = Alguien de confianza ve su pantalla, y solo después de que usted diga que sí.
home-help = Ayudar a alguien
home-help-explained = Abra la invitación que le han enviado.
home-in-force =
    { $count ->
        [0] Invitaciones vigentes
       *[other] Invitaciones vigentes ({ $count })
    }
home-settings = Configuración
home-history = Historial
home-guide = Cómo funciona
home-practise = Practicar
home-about = Acerca de Lifeline y sus límites

## How it works, in short

guide-title = Cómo funciona
guide-ask = Si necesita ayuda
guide-ask-how = Elija «{ home-ask }» y envíe a su ayudante la invitación que se crea. Después llámele y dígale la contraseña.
guide-help = Si ayuda a alguien
guide-help-how = Elija «{ home-help }» y abra la invitación que recibió. La otra persona le dice la contraseña y permite en su equipo que usted lo vea.
guide-see = Qué se puede ver
guide-see-how = Nada antes de que usted diga que sí. Después, todo lo que hay en su pantalla, hasta que lo detenga: cierre antes su correo, su banco y sus fotos. Nadie puede hacer clic ni escribir si usted no dice que sí a una segunda pregunta.
guide-stop = Cómo detenerlo
guide-stop-how = Mientras comparte, una barra en la parte superior de su pantalla dice qué puede hacer su ayudante. «{ bar-stop }» lo termina al instante. Con «{ bar-take-back }» solo puede mirar; donde la barra lo dice, la tecla Esc hace lo mismo.
guide-stop-keys = Sin ratón, pulse Ctrl+Alt+Espacio donde la barra lo dice: el teclado pasa a la barra, y Esc lo devuelve. Mientras su ayudante tenga el control, pulse primero Esc.
guide-fraud = Si le llamaron a usted
guide-fraud-how = Ni los bancos, ni las empresas, ni la policía llaman para ver su pantalla. Si alguien que le llamó se lo pide, diga aquí que no y cuelgue.
guide-practise = Probar antes
guide-practise-how = La práctica muestra los dos lados en este equipo. Nadie más participa, y su propia pantalla no se muestra.
practice-open = La práctica está abierta en su propia ventana.
greyed-busy = Esto espera a que termine lo último que ha hecho.
greyed-reading = Todavía se están leyendo las reglas de este equipo.
greyed-empty = Rellene primero lo que está encima.
greyed-answer = Podrá responder cuando la pregunta lleve un momento a la vista.
greyed-allow = Podrá permitirlo cuando la pregunta lleve un momento a la vista y haya respondido a todo lo que pregunta.
greyed-saving = Se está guardando una imagen: diga primero dónde, o cierre eso.

## About

about-title = Acerca de Lifeline
about-version = Versión { $version }
about-purpose = Con Lifeline, alguien de confianza ve su pantalla y, si usted lo permite, usa su ratón y su teclado. No hace falta ninguna cuenta, y ninguna empresa está de por medio.
about-limits = Lo que no hace
about-limit-asked = Nadie ve nada antes de que usted diga que sí en este equipo. Se le pregunta cada vez, por cada ayudante.
about-limit-absent = Nadie puede conectarse mientras usted no está, ocultarle su propia pantalla ni bloquear su ratón y su teclado.
about-limit-reach = El equipo de su ayudante tiene que poder llegar al suyo. Si no puede, Lifeline se lo dice a su ayudante.
about-limit-fraud = Ningún banco ni ninguna empresa llama para ver su pantalla. Si alguien le llama y se lo pide, cuelgue.

## Asking for help

ask-title = Pedir ayuda
ask-explained = Usted crea una invitación y se la envía a alguien de confianza. Después le dice la contraseña por teléfono.
ask-life = ¿Cuánto tiempo vale la invitación?
ask-screen = ¿Qué se puede ver?
ask-screen-all = Todas las pantallas
ask-screen-one = Pantalla { $number }: { $name } ({ $width } × { $height })
ask-limits = Límites
ask-view-only = Solo dejar mirar: nunca usar mi ratón ni mi teclado
ask-older-windows = Mi ayudante usa un Windows antiguo
ask-older-windows-explained = Los Windows antiguos protegen poco la conexión: alguien podría leer por el camino lo que usted comparte. Déjelo desactivado, salvo que su ayudante lo necesite.
ask-life-fixed = Quien administra este equipo no permite más tiempo.
ask-port-what = Nadie podría llegar a usted por el puerto { $port }: no se puede abrir.
ask-no-port-what = Nadie podría llegar a usted: no se puede abrir ningún puerto.
ask-port-remedy = Elija otro puerto, o ninguno: entonces se toma uno libre.
ask-store-what = La invitación no se pudo guardar, así que no se creó ninguna.
ask-store-remedy = Libere espacio en el disco, o mire esa carpeta, y vuelva a pedir ayuda.
ask-keys-what = No se pudo crear ninguna invitación.
ask-keys-why = Sus claves no se pudieron crear.
ask-keys-remedy = Inténtelo de nuevo.
new-address-what = Este equipo tiene una dirección nueva.
new-address-why = Ha cambiado de red o ha estado en suspensión.
new-address-remedy = Quizá su ayudante no pueda llegar a usted con la invitación que tiene. En ese caso, envíele una nueva.
ask-own-setting = Usted ha desactivado esto en la configuración.
ask-make = Crear la invitación
making-title = Creando la invitación
making-explained = Se crean claves que solo usa esta invitación. Tarda unos segundos; { $seconds } s hasta ahora.

## An invitation

invitation-title = Su invitación
invitation-waiting = Esperando a su ayudante · válida hasta { $until } · tiempo restante: { $left }
invitation-connected = Su ayudante está aquí. Se le pregunta en un momento.
invitation-failed-tries =
    { $count ->
        [one] Alguien ha dado una contraseña incorrecta una vez. A la quinta, esta invitación se cierra.
       *[other] Alguien ha dado una contraseña incorrecta { $count } veces. A la quinta, esta invitación se cierra.
    }
invitation-send = 1. Envíe la invitación
invitation-save = Guardar la invitación…
invitation-mail = Enviar por correo
invitation-copy = Copiar como texto
invitation-webmail = Leo el correo en el navegador
invitation-working = Un momento…
invitation-mailed = La invitación está en su programa de correo. Revise el mensaje y envíelo.
invitation-copied = Copiada. Péguela en un mensaje para su ayudante.
invitation-saved = Guardada: { $path }
invitation-save-path = Guardar la invitación como
invitation-save-here = Guardar aquí
invitation-save-close = Cerrar
invitation-file-name = Ayuda.msrcIncident
invitation-tell = 2. Diga la contraseña
invitation-password = Contraseña para decir a su ayudante
invitation-tell-explained = Diga la contraseña por teléfono; nunca en el mismo correo.
invitation-spell = Deletrear
invitation-spell-hide = Ocultar el deletreo
invitation-weak = Esta invitación también deja entrar a un Windows antiguo, con menos protección.
invitation-stuck = Solo si su ayudante no logra llegar a este equipo:
router-mapped = Su ayudante puede llegar a usted desde cualquier lugar: el router le deja entrar por { $address }.
router-none = Este equipo no tiene acceso a Internet. Solo alguien de la misma red puede llegar a usted.
router-not-needed = Este equipo tiene una dirección pública; no hace falta pedirle nada al router.
router-public-network = Para su sistema esta red es pública, así que no se ha pedido al router que deje entrar a nadie.
router-silent = El router no deja entrar a ayudantes por sí mismo. Alguien de la misma red puede llegar a usted; los demás, solo si el router se configura para dejarlos entrar.
router-second = El router está a su vez detrás de otro (por fuera tiene { $address }), así que nadie puede llegar a usted por Internet. Alguien de la misma red sí puede.
router-taken = El router ya usa esa entrada para otra cosa. Alguien de la misma red puede llegar a usted; para los demás, cree una invitación nueva.
router-refused = El router se niega a dejar entrar a ayudantes (error { $code }). Alguien de la misma red puede llegar a usted; los demás, solo si el router se configura para dejarlos entrar.
router-failed = No se ha podido pedir al router que deje entrar a ayudantes ({ $why }). Alguien de la misma red puede llegar a usted.
invitation-examine = ¿Puede mi ayudante llegar a mí?
invitation-examining = Examinando este equipo, su cortafuegos y el router…
invitation-connect = Conectar con mi ayudante…
invitation-reply-explained = Si su ayudante no puede llegar a usted, puede enviarle una respuesta. Péguela aquí: entonces su equipo va al de su ayudante, y se le pregunta como siempre.
invitation-reply = Respuesta de su ayudante
invitation-reply-use = Conectar con mi ayudante
invitation-dialling = Conectando con el equipo de su ayudante…
invitation-cancel = Cancelar la invitación
reply-none-what = Esto no es una respuesta de su ayudante.
reply-none-why = Quizá se haya copiado otra cosa; una respuesta empieza por LIFELINE-REPLY.
reply-none-remedy = Copie entera la respuesta que le envió su ayudante y péguela de nuevo.
reply-damaged-what = La respuesta está dañada.
reply-damaged-why = Quizá falte una parte o haya una letra equivocada.
reply-damaged-remedy = Copie otra vez la respuesta entera, o pida a su ayudante que la envíe de nuevo.
reply-newer-what = La respuesta no se puede leer.
reply-newer-why = Su ayudante usa un Lifeline más nuevo.
reply-newer-remedy = Use la última versión de Lifeline en los dos equipos.
reply-foreign-what = Esta respuesta no corresponde a ninguna invitación vigente aquí.
reply-foreign-why = Quizá su ayudante haya abierto una invitación anterior, u otra.
reply-foreign-remedy = Envíe esta invitación a su ayudante y pídale una respuesta nueva.
reply-forged-what = La respuesta no se ha usado.
reply-forged-why = Quien la creó no conoce la contraseña de su invitación, o una letra cambió por el camino.
reply-forged-remedy = No siga. Llame a su ayudante y pregúntele si la ha enviado.
reply-expired-what = La respuesta ha caducado.
reply-expired-why = El equipo de su ayudante solo espera un tiempo limitado.
reply-expired-remedy = Pida a su ayudante una respuesta nueva y úsela enseguida.
reply-forbidden-what = La respuesta no se ha usado.
reply-forbidden-why = Quien administra este equipo solo permite ayudantes de la misma red, y esta respuesta viene de fuera.
reply-forbidden-remedy = Consúltelo con esa persona.
reply-unreachable-what = No se pudo llegar al equipo de su ayudante.
reply-unreachable-why = Quizá Lifeline esté cerrado allí, o su red tampoco deje entrar a nadie.
reply-unreachable-remedy = Pregunte a su ayudante si Lifeline sigue esperando, y pídale una respuesta nueva. Si ninguna de las dos redes deja entrar a nadie, uno de los dos routers tiene que configurarse para permitirlo.
reply-somebody-what = No se ha encontrado a su ayudante.
reply-somebody-why = Donde dice la respuesta ha contestado otro equipo, o el Lifeline de su ayudante ya no espera.
reply-somebody-remedy = Pida a su ayudante una respuesta nueva.
router-here-none = Este equipo no tiene acceso a Internet. Solo alguien de la misma red puede venir hasta usted.
router-here-public-network = Para su sistema esta red es pública, así que no se ha pedido al router que deje entrar a la persona a la que ayuda. Alguien de la misma red puede venir hasta usted.
router-here-second = Su router está a su vez detrás de otro (por fuera tiene { $address }), así que la persona a la que ayuda no puede venir hasta usted por Internet.
router-here-closed = Su router no deja entrar por sí mismo a la persona a la que ayuda. Puede venir hasta usted si está en la misma red o si el router se configura para dejarla entrar.
webmail-file = Necesita la invitación como archivo: guárdela, o haga que se ponga en su carpeta de descargas.
webmail-how = Escriba un correo nuevo en el navegador, elija adjuntar un archivo (a menudo, un clip) y elija este archivo. Envíelo, y diga la contraseña por teléfono.
webmail-show = Ponerla allí y mostrarla
webmail-shown = La carpeta con el archivo está abierta: { $path }
webmail-put = El archivo está aquí: { $path }
webmail-draft = Crear un borrador
webmail-drafted = El borrador está listo: { $path }

cancel-question = ¿Cancelar esta invitación? Su ayudante ya no podrá usarla.
cancel-keep = Conservar la invitación
cancel-do = Cancelarla ahora
lapse-expired-what = Su invitación ha caducado.
lapse-expired-why = Se acabó su tiempo.
lapse-expired-unused = Nadie la usó antes de que se acabara su tiempo.
lapse-expired-remedy = Cree una nueva si todavía necesita ayuda.
lapse-closed-what = Su invitación está cerrada.
lapse-closed-why = Alguien dio cinco veces una contraseña incorrecta.
lapse-closed-remedy = Pregunte a su ayudante si fue quien la dio, y después cree una invitación nueva.

## A password, spelled on the telephone

spell-letter = { $letter ->
    [A] A de Antonio
    [B] B de Barcelona
    [C] C de Carmen
    [D] D de Dolores
    [E] E de Enrique
    [F] F de Francia
    [G] G de Gerona
    [H] H de Historia
    [I] I de Inés
    [J] J de José
    [K] K de Kilo
    [L] L de Lorenzo
    [M] M de Madrid
    [N] N de Navarra
    [O] O de Oviedo
    [P] P de París
    [Q] Q de Queso
    [R] R de Ramón
    [S] S de Sábado
    [T] T de Tarragona
    [U] U de Ulises
    [V] V de Valencia
    [W] W de Washington
    [X] X de Xilófono
    [Y] Y de Yegua
    [Z] Z de Zaragoza
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] cero
    [1] uno
    [2] dos
    [3] tres
    [4] cuatro
    [5] cinco
    [6] seis
    [7] siete
    [8] ocho
    [9] nueve
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] guion
    [underscore] guion bajo
    [dot] punto
    [comma] coma
    [exclamation] signo de exclamación
    [question] signo de interrogación
    [at] arroba
    [hash] almohadilla
    [star] asterisco
    [slash] barra
    [plus] más
    [blank] espacio
   *[other] { $sign }
}
spell-capital = { $spelled }, mayúscula
spell-small = { $spelled }, minúscula
spell-all-capitals = Todas las letras son mayúsculas.
spell-all-small = Todas las letras son minúsculas.

## The invitations in force

in-force-title = Invitaciones vigentes
in-force-none = No hay ninguna invitación vigente. Nadie puede conectarse.
in-force-view-only = Solo se puede mirar.
in-force-control = Se puede mirar; se le pregunta antes de que alguien use su ratón y su teclado.
in-force-show = Volver a mostrar
in-force-dead = Una invitación anterior ya no funciona: { $reason }

## Closing the window while an invitation waits

closing-title = Su invitación sigue vigente
closing-explained = Mientras Lifeline está cerrado, nadie puede conectarse. La invitación vuelve a funcionar si abre Lifeline antes de { $until }.
closing-stay = No cerrar
closing-keep = Cerrar y conservar la invitación
closing-cancel = Cerrar y cancelar la invitación

## The questions

question-view-title = Alguien quiere ver su pantalla
name-claimed = Dice llamarse:
name-known = Nombre guardado en este equipo:
name-offered-to = Usted ofreció ayuda a este equipo:
name-none = No ha dado ningún nombre.
question-view-who = Esta persona ha dado la contraseña correcta. Se conecta desde { $address }. Su nombre es el que ha escrito; no está comprobado.
question-view-means = Verá todo lo que hay en esta pantalla hasta que usted lo detenga. No podrá hacer clic ni escribir, salvo que usted lo permita más tarde.
question-private = Cierre lo que no deba verse: correo, banco, fotos.
question-desktop-asks = Después de su sí, su escritorio le pregunta una vez más: elija ahí la pantalla o la ventana que esa persona podrá ver.
question-desktop-asks-control = Después de su sí, su escritorio le pregunta una vez más: permita ahí el ratón y el teclado, y elija la misma pantalla.
question-view-caution = Ningún banco ni ninguna empresa llama para ver su pantalla.
question-caller = ¿Llamó usted, o le llamaron?
question-caller-novice = Llamé yo
question-caller-helper = Me llamaron
question-caller-first = Diga primero quién llamó a quién.
question-caller-counts = Tómese su tiempo: podrá dejar ver su pantalla dentro de { $seconds } s.
question-caller-over = Ya puede dejar ver su pantalla.
question-caller-now = (ahora)
question-view-allow = Dejar ver mi pantalla
question-control-title = ¿Permitir que usen su ratón y su teclado?
question-control-means = Esta persona podrá hacer clic y escribir como si estuviera aquí, hasta que usted recupere el control. Su ratón y su teclado siguen funcionando.
question-control-caution = Mire lo que hace. Si abre su banco o su correo, o quiere que usted compre tarjetas regalo o envíe dinero, es una estafa: deje de compartir.
question-control-allow = Dejar usar mi ratón y mi teclado
question-control-prompts = Dejar que responda también a las peticiones de permiso de Windows

## "They called me"

called-title = Le llamaron
called-means = Quien llama y luego quiere ver su pantalla casi siempre quiere estafar, por amable, urgente u oficial que parezca. Ni los bancos, ni las empresas, ni la policía hacen eso.
called-do = Termine todo aquí y después cuelgue. No debe ninguna respuesta. Si quiere saber si era verdad, llame usted al banco o a la empresa, a un número que conozca por sus papeles.
called-end = Terminar todo
called-back = Volver a la pregunta
question-weak = La conexión está poco protegida, porque el otro programa es antiguo.
question-again = Usted ya lo permitió. Quien administra este equipo quiere que se le pregunte otra vez.
question-notice = De quien administra este equipo: { $notice }
question-refuse = No permitir
question-locked = (en { $seconds })
question-silence = Sin respuesta en { $seconds } s, será que no.
question-wrong = Algo va mal: terminar todo
question-details = Detalles
question-details-hide = Ocultar detalles
question-details-address = Dirección: { $address }
question-details-strong = Protección: fuerte. Nadie puede leer por el camino lo que usted comparte.
question-details-weak = Protección: débil (solo RC4). Alguien podría leer por el camino lo que usted comparte.
question-details-reached = El otro programa ha comprobado que ha llegado a este equipo.
question-details-not-reached = El otro programa no puede comprobar que ha llegado a usted.

## Called to a question, by the desktop's notification

call-view = Alguien pide ver su pantalla
call-view-text = Lifeline tiene una pregunta para usted. Nadie ve nada si usted no dice que sí.
call-control = Su ayudante pide usar su ratón y su teclado
call-control-text = Lifeline tiene una pregunta para usted. Su ayudante no puede hacer clic ni escribir si usted no dice que sí.
call-offer = Alguien le ofrece ayuda
call-offer-text = Lifeline le muestra unas palabras para comparar con esa persona.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = Se espera ayuda a distancia o está en curso.

## The bar while sharing

bar-name = Su pantalla se comparte
bar-view-asked = Alguien quiere ver su pantalla: la pregunta está en la ventana de Lifeline
bar-control-asked = Su ayudante quiere usar su ratón y su teclado: la pregunta está en la ventana de Lifeline
bar-desktop-asks = Su escritorio le pregunta ahora: elija lo que se puede mostrar
bar-desktop-asks-control = Su escritorio le pregunta ahora: permita ahí el ratón y el teclado
bar-seeing = Su ayudante puede ver su pantalla · { $time }
bar-controlling = Su ayudante puede usar su ratón y su teclado · { $time }
bar-paused = En pausa: su ayudante no ve nada nuevo · { $time }
bar-escape = Esc para recuperarlo
bar-shortcut = { $keys } para recuperarlo
bar-keyboard = Teclado: Ctrl+Alt+Espacio
bar-pause = Pausar
bar-resume = Reanudar
bar-allow-control = Permitir el control
bar-control-impossible = En este escritorio ningún programa puede usar su ratón y su teclado.
bar-take-back = Recuperar el control
bar-show-question = Mostrar la pregunta
bar-stop = Dejar de compartir
bar-note-escape = Esc recuperó el control.
bar-note-taken-back = Usted recuperó el control.
bar-note-given-back = Su ayudante devolvió el control.
bar-note-refused = Su ayudante ha recibido un no.
bar-note-desktop-refused = La pregunta del escritorio no recibió un sí: no se dio el control.
bar-note-hidden = Algo tapaba esta barra, así que no se muestra nada. Reanude solo si sabe por qué.
bar-note-system-asks = Windows le pregunta algo que solo usted puede responder. Su ayudante no lo ve ni llega a ello.
bar-note-protected = Un programa deja su ventana fuera de la imagen: su ayudante ve negro allí.
bar-note-forbidden = Quien administra este equipo ya no permite el control.
bar-note-input-lost = Lifeline estuvo parado un rato, así que el control ha terminado.

## Why it ended

ended-ask-again = Pedir otra vez
ended-waiting =
    { $count ->
        [one] Su invitación sigue vigente: su ayudante puede usarla de nuevo, y se le pregunta otra vez.
       *[other] { $count } invitaciones siguen vigentes: sus ayudantes pueden usarlas de nuevo, y se le pregunta otra vez.
    }
ended-waiting-other =
    { $count ->
        [one] Otra invitación suya sigue vigente.
       *[other] Otras { $count } invitaciones suyas siguen vigentes.
    }
ended-cancel =
    { $count ->
        [one] Cancelar la invitación
       *[other] Cancelar las { $count } invitaciones
    }
ended-cancelled =
    { $count ->
        [one] La invitación está cancelada. Ya nadie puede entrar con ella.
       *[other] Las { $count } invitaciones están canceladas. Ya nadie puede entrar con ellas.
    }
ended-fraud = Creo que era una estafa

## What happened, after the end

summary-title = Qué ha pasado
summary-when = { $when }, durante { $time }, desde { $address }
summary-save = Guardar el informe
summary-print = Imprimir el informe
summary-saved = Guardado: { $path }
summary-printed = El informe se ha enviado a la impresora.
summary-opened = Ninguna impresora lo acepta directamente. El informe está guardado y se abre en un programa que puede imprimirlo: { $path }
summary-kept = Ninguna impresora lo acepta, y ningún programa lo abrió. El informe está guardado: { $path }
summary-file-name = Ayuda { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = Si era una estafa
fraud-calm = Ya nadie ve su pantalla. Quienes estafan tienen práctica, y esto también les pasa a personas prudentes. Lo que haga en la próxima hora ayuda.
fraud-step = { $number }. { $what }
fraud-call = Cuelgue
fraud-call-how = Termine la llamada y no conteste a ninguna otra. Quizá vuelvan a llamar diciendo que son su banco, la policía o alguien que recupera su dinero: son las mismas personas.
fraud-bank = Llame a su banco
fraud-bank-how = Use el número de su tarjeta o de un extracto, nunca uno que le hayan dado. Pida que bloqueen sus tarjetas y su banca en línea, aunque no parezca faltar nada. Si ha comprado tarjetas regalo, llame a la empresa que las vende y guarde las tarjetas y el recibo.
fraud-computer = Desconecte este equipo de la red
fraud-computer-how = Si han podido usar su ratón y su teclado, apague la red inalámbrica o desenchufe el cable. Haga que alguien de su confianza examine el equipo antes de volver a usarlo para el banco o el correo.
fraud-passwords = Cambie sus contraseñas
fraud-passwords-how = En otro equipo o teléfono: primero la de su correo, luego la de su banco, después todas las que escribió o que estaban en la pantalla.
fraud-police = Avise a la policía
fraud-police-how =
    { $country ->
        [ES] Denúncielo en una comisaría o en un puesto de la Guardia Civil.
        [MX] Denúncielo ante la policía cibernética de su estado o el ministerio público.
        [AR] Denúncielo en una comisaría o una fiscalía.
        [GB] Denúncielo a la policía: el servicio nacional de denuncias de fraude las recibe en línea y por teléfono; en Escocia, la policía.
        [US] Denúncielo a su policía local, a la Federal Trade Commission y al Internet Crime Complaint Center del FBI.
       *[other] Denúncielo a la policía, en una comisaría o en línea.
    } Hágalo también si no le han quitado nada. Lo que Lifeline ha registrado, los mensajes y el número de teléfono les sirven.
fraud-later = En las próximas semanas
fraud-later-how = Revise sus cuentas cada día. Cuente a alguien de confianza lo que ha pasado: quien está avisado es más difícil de engañar.
fraud-keep = Para el banco y la policía: lo que ha pasado, tal como este equipo lo ha registrado.
ended-in-force = Invitaciones vigentes
end-again-remedy = Si todavía necesita ayuda, dígaselo a su ayudante o vuelva a pedirla.
end-stopped-what = Usted ha dejado de compartir.
end-stopped-why = Ya nadie ve su pantalla.
end-stopped-remedy = Si nadie debe volver, cancele la invitación.
end-closed-what = La ayuda ha terminado.
end-closed-why = Lifeline se cerró aquí, y ya nadie ve su pantalla.
end-closed-remedy = Abra Lifeline de nuevo si todavía necesita ayuda; su invitación funciona hasta que caduque.
end-window-what = Otro programa cerró la ventana de Lifeline, y con ella la barra.
end-window-why = Por eso todo ha terminado: nadie ve ni usa este equipo.
end-window-remedy = Pida ayuda de nuevo si todavía la necesita.
all-closed-what = Todo ha terminado, y ya nadie puede entrar.
all-closed-why = Nadie ve su pantalla, y todas las invitaciones están canceladas.
all-closed-remedy = Si alguien le llamó y le pidió esto, cuelgue y no le diga nada más.
all-closed-offers-why = Nadie ve su pantalla. Todas las invitaciones están canceladas, y las ofertas de ayuda no entran.
all-closed-offers-remedy = Si alguien le llamó y le pidió esto, cuelgue y no le diga nada más. Las ofertas de ayuda podrán entrar de nuevo la próxima vez que abra Lifeline.
end-left-what = Su ayudante se ha ido.
end-left-why = Terminó la ayuda por su parte, y ya nadie ve su pantalla.
end-left-remedy = Si todavía necesita ayuda, dígaselo o vuelva a pedirla.
end-lost-what = Se perdió la conexión con su ayudante.
end-lost-why = El otro equipo o una de las dos redes dejó de responder.
end-lost-remedy = Mientras la invitación siga vigente, su ayudante puede conectarse de nuevo; entonces se le pregunta otra vez.
end-refused-what = Su ayudante no ha entrado.
end-refused-why = Usted no le dejó ver su pantalla, y no ha visto nada.
end-refused-remedy = Si ya no espera a esa persona, cancele la invitación.
end-unanswered-what = Su ayudante no ha entrado.
end-unanswered-why = Nadie respondió a tiempo a la pregunta, así que la respuesta fue no.
end-unanswered-remedy = Pida a su ayudante que se conecte de nuevo cuando usted esté aquí.
end-screen-what = Su pantalla ya no se puede mostrar.
end-screen-why = El sistema dice: { $why }.
end-screen-remedy = Pida ayuda de nuevo cuando su pantalla haya vuelto.
end-desktop-what = Su pantalla no se ha mostrado.
end-desktop-why = Usted lo permitió en Lifeline, pero la pregunta de su escritorio se respondió que no, se cerró o quedó sin respuesta.
end-desktop-remedy = Si quiere ayuda, pida que se conecten de nuevo y elija la pantalla cuando su escritorio pregunte.
end-replaced-what = Su ayudante se conectó de nuevo.
end-replaced-why = Su primera conexión ya no respondía, así que se cerró.
end-replaced-remedy = Responda a la nueva pregunta.
not-recorded-what = Lo que ocurre aquí no queda registrado.
not-recorded-why = El historial no se puede escribir: { $why }.
not-recorded-locked = Otro programa tiene el historial solo para sí (el archivo journal.lock).
not-recorded-silent = El disco que contiene el historial no responde.
not-recorded-remedy = La ayuda continúa. Mire si el disco está lleno o no está accesible; lo que ocurra a partir de entonces se registra de nuevo.
history-none-what = El historial no se puede leer.
history-none-remedy = Inténtelo de nuevo, o mire en la carpeta que indica el mensaje.
record-started = Lifeline estaba listo para recibir peticiones de ayuda.
record-stopped = Lifeline terminó.
record-invited = Usted creó una invitación { $detail }.
record-invited-for = Usted creó una invitación válida durante { $time }.
record-addresses = La invitación indica estas direcciones: { $detail }.
record-cancelled = Usted canceló una invitación.
record-all-closed = Usted dijo que algo iba mal: se cerraron todas las entradas.
record-expired = Una invitación caducó.
record-closed = Una invitación se cerró: se dio cinco veces una contraseña incorrecta.
record-reached = El otro equipo respondió.
record-accepted = La contraseña era correcta, y se hizo la pregunta.
record-offer-accepted = Usted ofreció ayuda, y se hizo la pregunta.
record-offered = Alguien de la lista de ayudantes ofreció ayuda.
record-offer-refused = Se rechazó una oferta de ayuda ({ $detail }).
record-offer-busy = Se rechazó una oferta de ayuda: alguien ya estaba ayudando.
record-offers-confirmed = Usted confirmó un cambio en lo que está permitido aquí.
record-offers-put-back = Usted dejó lo que está permitido aquí como era antes de que alguien tuviera el control.
record-key-known = Alguien dio la contraseña correcta, y su clave se conoce aquí.
record-i-called = Usted dijo que había llamado.
record-they-called = Usted dijo que le habían llamado.
record-connected = Alguien dio la contraseña correcta.
record-dialled = Su equipo fue al de su ayudante, gracias a su respuesta.
record-wrong-password = Alguien dio una contraseña incorrecta.
record-too-soon = Alguien que no había podido entrar volvió enseguida. A usted no se le preguntó.
record-view-allowed = Usted dejó ver su pantalla.
record-saw = Usted pudo ver la otra pantalla.
record-view-refused = Usted no dejó ver su pantalla.
record-view-unanswered = Nadie respondió si se podía ver su pantalla: es un no.
record-control-asked = Su ayudante pidió usar su ratón y su teclado.
record-asked-control = Usted pidió usar el ratón y el teclado del otro equipo.
record-control-allowed = Usted dejó usar su ratón y su teclado.
record-controlled = Usted pudo usar el ratón y el teclado del otro equipo.
record-control-refused = No se permitió el control.
record-control-unanswered = Nadie respondió si se podían usar su ratón y su teclado: es un no.
record-control-ended = El control terminó.
record-control-forbidden = Las reglas de este equipo no permiten el control.
record-paused = Se puso en pausa.
record-paused-hidden = Se puso en pausa, porque la barra que avisa estaba tapada.
record-paused-interrupted = Se puso en pausa, porque el escritorio interrumpió su imagen, como cuando cambia un monitor.
record-resumed = Se siguió compartiendo.
record-asked-again = Las reglas de este equipo quieren que se le pregunte otra vez.
record-time-up = Se acabó el tiempo máximo que permiten las reglas de este equipo.
record-session-forbidden = Las reglas de este equipo ya no lo permitían.
record-invitation-forbidden = Las reglas de este equipo no permiten una invitación.
record-stranger = Las reglas de este equipo no dejaron entrar a alguien.
record-stranger-key = Las reglas de este equipo no dejaron entrar a alguien que no está reconocido para ayudar aquí.
record-stranger-outside = Las reglas de este equipo no dejaron entrar a alguien que venía de otra red.
record-ended-you = Usted lo terminó.
record-ended-helper = Su ayudante lo terminó.
record-ended-novice = La persona a la que ayuda lo terminó.
record-ended-lost = Se perdió la conexión.
record-ended-refused = La respuesta fue no.
record-ended-desktop = La pregunta del escritorio no recibió un sí.
record-ended-unanswered = Nadie respondió a la pregunta.
record-ended-closed = Lifeline se cerró.
record-ended-window = Otro programa cerró la ventana de Lifeline.
record-ended-novice-closed = La persona a la que ayuda cerró Lifeline.
record-ended-screen = La pantalla ya no se podía mostrar.
record-ended-protocol = Uno de los dos programas no entendió al otro.
record-ended-replaced = La conexión no respondía, y otra ocupó su lugar.
record-ended-password = La contraseña era incorrecta.
record-ended-no-invitation = La invitación ya no estaba vigente allí.
record-ended-busy = Ya estaba ayudando otra persona.
record-ended-rules = Las reglas del equipo lo terminaron.
record-ended-time = Se acabó el tiempo máximo.
record-problem = Algo salió mal: { $detail }
record-not-recorded =
    { $count ->
        [one] Un suceso no se pudo registrar
       *[other] { $count } sucesos no se pudieron registrar
    }: el disco estaba lleno o no respondía.
record-mail-failed = La invitación no se pudo enviar por correo: { $detail }
record-times = { $count } veces entre el { $first } y el { $last }.
record-visits = Alguien vino y se fue sin haber podido entrar.
record-from = Desde { $address }.
history-helped-by = Alguien le ayudó desde { $address }.
history-not-let-in = Alguien en { $address } no pudo entrar.
history-helped = Usted ayudó a alguien en { $address }.
history-not-helped = Usted no pudo entrar en { $address }.
history-controlled = Se podía ver la pantalla y usar el ratón y el teclado.
history-viewed = Se podía ver la pantalla.
history-nothing = No se permitió nada.
history-no-end = No está registrado cómo terminó.
log-title = Lifeline: el registro de una ayuda
log-number = Su número, el mismo en los registros de ambos equipos: { $number }
policy-place = Las reglas de este equipo se buscan en { $place }.
policy-not-written = Las reglas no se pudieron escribir en { $path }: { $error }. Un administrador puede escribirlas.
policy-no-file = ese archivo no existe
policy-wrong-line = { $place }, línea { $line }: { $what }
policy-place-line = { $place }, línea { $line }
trusted-relative = no es una ruta completa desde la raíz, así que sería otro archivo en cada carpeta
trusted-dangling = { $path } no existe, aunque un enlace lleva hasta allí
trusted-loop = los enlaces de { $path } dan vueltas en círculo
trusted-no-file = { $path } no es un archivo normal
trusted-owner = { $path } pertenece a alguien cuya palabra no cuenta aquí
trusted-writable = otros pueden escribir en { $path }, así que no es de fiar
trusted-failed = { $path } no se puede examinar: { $error }
file-irregular = no es un archivo normal
file-too-large = es más grande de lo que puede ser un archivo así
history-title = Historial
history-more = Lo anterior lo muestra la orden { $command }.
desk-reading = Leyendo…
desk-silent-what = El disco de este equipo no responde.
desk-silent-why = Puede ser una carpeta de la red que no está accesible, o un disco que falla.
desk-silent-remedy = Lo que empezó sigue en cuanto el disco responda. Mientras tanto, siempre puede detenerlo todo.
settings-title = Configuración
settings-look = Idioma y aspecto
settings-language = Idioma
settings-as-system = Como el sistema
settings-text-size = Tamaño del texto
settings-percent = { $percent } %
settings-brightness = Claro u oscuro
settings-light = Claro
settings-dark = Oscuro
settings-sound = Un sonido me avisa cuando se me pregunta algo
settings-fixed = Lo ha decidido quien administra este equipo,
### cancelar (an invitation), registrar (record); who is spoken to is “le”, which shows no gender.
settings-asking = Pedir ayuda
settings-ask = Puedo pedir ayuda
settings-official = Solo ayudantes cuya clave se conoce aquí, nunca nadie más
settings-official-list = Sus claves están en la lista, en «{ home-helpers }». Abren las invitaciones de usted como siempre.
settings-limits = Qué se permite a los ayudantes
settings-control = Los ayudantes pueden usar mi ratón y mi teclado, si digo que sí
settings-older = Puedo dejar entrar a ayudantes con un Windows antiguo, cuyas conexiones están poco protegidas
settings-encrypted = Las invitaciones no muestran nada sin la contraseña (Windows XP no puede abrirlas)
settings-again = Preguntarme otra vez si se puede ver mi pantalla
settings-again-never = nunca
settings-longest = Terminar la ayuda automáticamente
settings-longest-none = nunca
settings-minutes = después de { $minutes } minutos
settings-network = Red
settings-mapping = Pedir a mi router que deje entrar a ayudantes de fuera
settings-internal = Solo ayudantes de esta red
settings-spare = Cargar menos una red lenta
settings-spare-none = no
settings-spare-little = un poco
settings-spare-more = más
settings-spare-most = todo lo posible
settings-records = Historial
settings-log = Escribir un archivo de texto sobre cada ayuda
settings-keep = Conservar el historial
settings-days = { $days } días
settings-keep-all = siempre
settings-everybody = Todas las personas de este equipo
settings-everybody-on = Todas las personas que usan este equipo pueden pedir ayuda.
settings-everybody-off = Nadie que use este equipo puede pedir ayuda.
settings-everybody-forbid = No dejar pedir ayuda a nadie…
settings-everybody-allow = Dejar pedir ayuda a todos…
settings-everybody-explained = El sistema pide antes un administrador.
settings-everybody-waits = El sistema pide un administrador.
history-empty = Todavía no ha ocurrido nada.
switch-what = El interruptor de este equipo no se ha cambiado.
switch-remedy = Solo un administrador de este equipo puede cambiarlo.
elevate-none = El sistema no tiene aquí ninguna forma de pedir un administrador ({ $error }).
elevate-refused = Ningún administrador lo aceptó.
elevate-untrusted = Lifeline tendría que ejecutarse como administrador, pero alguien más que un administrador podría haberlo cambiado: { $why }. Instale Lifeline donde solo puedan escribir los administradores, o deje que un administrador ejecute el suyo: lifeline policy asking on, u off.
autostart-untrusted = Otros podrían cambiar lo que se iniciaría: { $why }
settings-what = La configuración no se ha guardado.
practice-forbidden = Quien administra este equipo no permite pedir ayuda ni darla, así que no hay nada que probar.
rules-ask-what = Usted no puede pedir ayuda, y no hay ninguna invitación vigente.
rules-ask-why = Quien administra este equipo no permite pedir ayuda con Lifeline.
rules-ask-remedy = Consúltelo con esa persona.
rules-own-why = Usted ha desactivado pedir ayuda en la configuración.
rules-own-remedy = Actívelo allí y vuelva a pedir ayuda.
rules-wrong-why = Las reglas de este equipo no se pueden leer: { $wrong }.
rules-unread-what = Su ayudante ya no puede ver ni usar este equipo.
rules-files = los archivos de las reglas
rules-silent = no responden; quizá esté bloqueado un disco o una carpeta de la red
rules-wrong-remedy = Pida a quien administra este equipo que las corrija; lifeline policy check dice qué está mal.
end-forbidden-what = La ayuda ha terminado, y nadie ve su pantalla.
end-forbidden-why = Quien administra este equipo no lo permite.
end-forbidden-remedy = Consúltelo con esa persona.
end-time-what = La ayuda ha terminado, y nadie ve su pantalla.
end-time-why = Ha durado lo que permite quien administra este equipo,
### cancelar (an invitation), registrar (record); who is spoken to is “le”, which shows no gender.
end-time-remedy = Su ayudante puede conectarse de nuevo mientras la invitación sea válida.
end-protocol-what = La conexión ha terminado.
end-protocol-why = El programa de su ayudante envió algo que no tiene sentido.
end-protocol-remedy = Pida a su ayudante que use la última versión de su programa.
gone-what = Esta parte de Lifeline se ha parado.
gone-why = Encontró un fallo con el que no puede continuar; nadie ve su pantalla.
gone-remedy = Cierre Lifeline y ábralo de nuevo.
file-what = El archivo { $path } no se pudo usar.
file-why = El sistema dice: { $error }.
file-remedy = Elija otro archivo u otro lugar.
no-window-what = No se pudo abrir una segunda ventana.
no-window-remedy = Cierre antes la invitación de esta ventana, o abra el archivo desde su administrador de archivos.

## Helping someone

help-title = Ayudar a alguien
help-explained = La persona a la que ayuda le ha enviado una invitación: un archivo pequeño o un fragmento de texto.
help-open = Abrir una invitación…
help-drop = O suelte el archivo en esta ventana.
help-otherwise = Otras formas
help-path = Dónde está el archivo
help-open-path = Abrir este archivo
help-paste = El texto de la invitación
help-use-text = Usar este texto
help-ticket-file = Invitación: { $name }
help-ticket-text = Invitación: el texto que ha pegado
help-other-ticket = Usar otra invitación
help-name = Su nombre
help-name-explained = La persona a la que ayuda lo ve cuando se le pregunta.
help-password = Contraseña
help-password-explained = Se la dice por teléfono la persona a la que ayuda. Los espacios y las mayúsculas no importan.
help-connect = Conectar
help-incomplete = Indique primero su nombre y la contraseña.
help-connecting-title = Conectando
help-connecting = Conectando con { $address } · { $time } hasta ahora. El otro equipo debe estar encendido, con Lifeline abierto.
help-looking = Buscando el equipo de la persona a la que ayuda · { $time } hasta ahora. Debe estar encendido, con Lifeline abierto.
help-waiting-title = Esperando el sí
help-waiting = Esperando a que { $address } le deje ver la pantalla: se preguntó hace { $asked }. Mientras tanto, puede llamar por teléfono.
help-cancel = Cancelar
help-listen = Esperar a que se conecte…
help-listen-title = Esperando a que venga hasta usted
help-listen-making = Creando una respuesta para la persona a la que ayuda…
help-listen-waiting = Esperando a esa persona hasta { $until }.
help-listen-explained = Envíe esta respuesta a la persona a la que ayuda, por chat o por correo. En la página de su invitación, esa persona elige «{ invitation-connect }» y pega la respuesta.
help-listen-reply = Su respuesta
help-listen-copy = Copiar la respuesta
help-again = Reintentar
help-ask-again = Preguntar otra vez
help-lost-title = Se ha perdido la conexión
help-lost =
    El equipo de la otra persona o una de las dos redes no responde. Lifeline lo intenta de nuevo en { $seconds } s, por { $count ->
        [1] primera
        [2] segunda
        [3] tercera
        [4] cuarta
        [5] quinta
       *[other] última
    } vez. Se le preguntará de nuevo si usted puede ver.
help-lost-now = Intentarlo ahora
help-lost-stop = No intentarlo más
help-end-own-what = Usted ha terminado la ayuda.
help-end-own-why = Ya no ve la pantalla de la persona a la que ayuda.
help-end-own-remedy = No hay nada más que hacer.
help-end-none-what = Esto no es una invitación.
help-end-none-why = Quizá sea otro archivo, o solo una parte del texto.
help-end-none-remedy = Elija el archivo que le han enviado, o copie el texto entero.
found-empty-why = Está vacío.
found-again-remedy = Pida que se la envíen de nuevo, como archivo.
found-password-why = Es la contraseña.
found-password-remedy = Abra la invitación que le han enviado, o pegue su texto; la contraseña se le pide después.
found-locked-why = Es un archivo comprimido, protegido con su propia contraseña.
found-locked-remedy = Descomprímalo antes y abra el archivo que contiene.
found-archive-why = Es un archivo comprimido en el que no se ha encontrado ninguna invitación.
found-archive-remedy = Descomprímalo y abra el archivo que contiene; o pida que le envíen la invitación tal cual.
found-document-why = Es un documento de un procesador de textos.
found-document-remedy = Copie de él el texto de la invitación y péguelo aquí, o pida que le envíen el archivo que creó Lifeline.
found-picture-why = Es una imagen.
found-picture-remedy = Pida que le envíen el archivo que creó Lifeline, o su texto; una foto no basta.
found-mail-why = Es un correo sin ninguna invitación.
found-mail-remedy = Guarde el archivo adjunto del correo y ábralo.
found-page-why = Es una página de un navegador, quizá de un correo o de un lugar donde se guardan archivos.
found-page-remedy = Abra la página, guarde desde allí el archivo de la invitación y ábralo.
found-link-why = Es un enlace, y no el archivo al que lleva.
found-rdp-why = Es un archivo para Escritorio remoto, que es otro programa.
found-rdp-remedy = Pida una invitación: «Pedir ayuda», en Lifeline o en Windows.
found-large-why = Es mucho más grande que una invitación.
help-end-damaged-what = La invitación está dañada.
help-end-damaged-why = Quizá se haya perdido algo por el camino.
help-end-damaged-remedy = Pida que se la envíen de nuevo, como archivo.
help-end-address-what = La invitación no dice dónde está el otro equipo.
help-end-address-why = Quizá ese equipo no tenía red cuando se creó.
help-end-address-remedy = Pida una nueva, creada cuando el equipo tenga conexión.
help-end-stopped-what = La persona a la que ayuda ha dejado de compartir.
help-end-stopped-why = Pulsó «{ bar-stop }».
help-end-stopped-remedy = Llame a esa persona si cree que necesita más ayuda.
help-end-novice-closed-what = La ayuda ha terminado.
help-end-novice-closed-why = Lifeline se cerró en el otro equipo.
help-end-novice-closed-remedy = Llame a la persona a la que ayuda si cree que necesita más ayuda.
help-end-screen-what = La otra pantalla ya no se puede mostrar.
help-end-screen-why = El sistema de ese equipo ya no la ofrece: quizá alguien haya cerrado la sesión allí.
help-end-screen-remedy = Llame a la persona a la que ayuda, e inténtelo de nuevo cuando su pantalla haya vuelto.
help-end-misunderstood-what = El otro equipo ha terminado la conexión.
help-end-misunderstood-why = No entendió lo que envió este programa.
help-end-misunderstood-remedy = Usen los dos la última versión del programa.
help-end-left-what = El otro equipo ha terminado la conexión.
help-end-left-why = No dijo por qué.
help-end-left-remedy = Llame a la persona a la que ayuda si cree que necesita más ayuda.
help-postponed-title = Todavía no
help-postponed = La última vez, la persona a la que ayuda no dijo que sí, así que no se le pregunta enseguida otra vez. Lifeline lo intenta de nuevo en { $left }. Mientras tanto, puede llamarle por teléfono.
help-end-soon-why =
    La última vez, la persona a la que ayuda no dijo que sí, y no se le pregunta otra vez hasta dentro de { $seconds ->
        [one] un segundo
       *[other] { $seconds } segundos
    }.
help-end-soon-remedy = Llame a esa persona y después inténtelo de nuevo.
terminal-postponed =
    La última vez, la persona a la que ayuda no dijo que sí. Se le puede preguntar otra vez dentro de { $seconds ->
        [one] un segundo
       *[other] { $seconds } segundos
    }: Lifeline lo intenta entonces de nuevo.
help-end-no-what = La persona a la que ayuda no le dejó ver su pantalla.
help-end-no-why = Respondió que no, quizá porque no sabía quién era usted.
help-end-no-remedy = Llame a esa persona y después inténtelo de nuevo.
help-end-desktop-what = Su pantalla no se ha mostrado.
help-end-desktop-why = La persona dijo que sí, pero su escritorio preguntó una vez más, y esa pregunta se respondió que no, se cerró o quedó sin respuesta.
help-end-desktop-remedy = Dígale que sigue una segunda pregunta, en la que se elige la pantalla. Después conéctese de nuevo.
help-end-silent-what = Nadie respondió.
help-end-silent-why = Quizá la persona a la que ayuda no esté ante su equipo.
help-end-silent-remedy = Llame a esa persona e inténtelo de nuevo cuando esté allí.
help-end-password-what = La contraseña es incorrecta.
help-end-password-why = Quizá una letra se oyó o se escribió mal.
help-end-password-remedy = Pida que se la lean otra vez.
help-end-unknown-what = El otro equipo no conoce esta invitación.
help-end-unknown-why = Quizá se haya cancelado, o se haya creado una más nueva.
help-end-unknown-remedy = Pida que le envíen una nueva.
help-end-expired-what = La invitación ha caducado.
help-end-expired-why = Solo valía durante un tiempo limitado.
help-end-expired-remedy = Pida que le envíen una nueva.
help-end-busy-what = Ya está ayudando otra persona.
help-end-busy-why = Solo puede conectarse un ayudante a la vez.
help-end-busy-remedy = Llame a la persona a la que ayuda, e inténtelo de nuevo cuando la otra ayuda haya terminado.
help-end-closed-what = La invitación está cerrada.
help-end-closed-why = Se canceló, o se dio cinco veces una contraseña incorrecta.
help-end-closed-remedy = Pida que le envíen una nueva.
help-end-forbidden-what = El otro equipo no le dejó entrar.
help-end-forbidden-why = Quien lo administra no lo permite, o no a usted.
help-end-forbidden-remedy = Consúltelo con quien administra ese equipo.
help-end-key-why = Solo deja entrar a ayudantes cuya clave conoce, y la de usted no la conoce.
help-end-key-remedy = Dé su clave de ayudante («{ home-offer }» la muestra, o lifeline helper show-key) a quien lleva la lista allí, y abra de nuevo la invitación cuando esté en ella.
help-end-time-what = La ayuda ha terminado.
help-end-time-why = Ha durado lo que permite quien administra el otro equipo.
help-end-time-remedy = Abra la invitación de nuevo si todavía le necesitan.
help-end-replaced-what = La invitación se ha abierto de nuevo.
help-end-replaced-why = Esta conexión no daba señales de vida, así que la más nueva ocupó su lugar.
help-end-replaced-remedy = Siga con la más nueva. Si no es la de usted, llame a la persona a la que ayuda.
help-end-version-what = El otro programa usa otra versión de Asistencia remota.
help-end-version-why = Los dos programas no tienen ninguna versión en común.
help-end-version-remedy = Pida a la persona a la que ayuda que use la última versión de su programa.
help-end-forbidden-here-what = No puede ayudar a nadie desde este equipo.
help-end-forbidden-here-why = Quien lo administra no lo permite.
help-end-forbidden-here-remedy = Consúltelo con esa persona, o ayude desde otro equipo.
help-end-lost-what = Se perdió la conexión.
help-end-lost-why = El otro equipo o una de las dos redes dejó de responder.
help-end-lost-remedy = Inténtelo de nuevo; entonces se pregunta otra vez a la persona a la que ayuda.
help-end-unreachable-what = No se pudo llegar al otro equipo.
help-end-unreachable-why = Quizá esté apagado, Lifeline esté cerrado allí, la invitación se haya retirado o haya caducado, o una red intermedia no deje entrar a nadie.
help-end-unreachable-remedy = Pida a la persona a la que ayuda que abra Lifeline, e inténtelo de nuevo o pida una invitación nueva.
help-end-listen-what = Este equipo no puede esperar a la persona a la que ayuda.
help-end-listen-remedy = Revise su red y después inténtelo de nuevo.
help-end-kept-what = No se ofreció ayuda: lo que Lifeline guarda de otros equipos no se puede usar.
help-end-unable-what = Este equipo no pudo hacer su parte.
help-end-unable-why = Una parte de Lifeline ha fallado; el registro dice cuál.
help-end-unable-remedy = Cierre Lifeline, ábralo de nuevo e inténtelo otra vez.
help-end-listen-address = Este equipo no tiene dirección.
help-end-nobody-what = No vino nadie.
help-end-nobody-why = Quizá su respuesta no llegó o no se usó a tiempo; o una red intermedia tampoco deja entrar a nadie hasta usted.
help-end-nobody-remedy = Llame a la persona a la que ayuda e inténtelo de nuevo: necesita la respuesta nueva.
help-end-pin-what = Ha respondido un equipo distinto del que creó la invitación.
help-end-pin-why = Quizá la invitación sea antigua, o alguien por el camino se haga pasar por la persona a la que ayuda.
help-end-pin-remedy = No siga. Llame a esa persona y pida una invitación nueva.
help-end-weak-what = El otro programa protege demasiado poco la conexión.
help-end-weak-why = Solo ofrece una protección que ya no es segura.
help-end-weak-remedy = Pida a la persona a la que ayuda que use un programa más nuevo.
help-end-protocol-what = La conexión ha terminado.
help-end-protocol-why = El otro programa envió algo que no tiene sentido.
help-end-protocol-remedy = Inténtelo de nuevo; si sigue así, usen los dos la última versión.
help-end-other-what = El otro programa ha terminado la conexión.
help-end-other-why = Dio el motivo { $code }, que no tiene nombre aquí.
help-end-other-remedy = Llame a la persona a la que ayuda y después inténtelo de nuevo.

## The viewer

viewer-title = «{ $name }» · Lifeline
viewer-picture = La pantalla de la persona a la que ayuda
viewer-request = Pedir el control
viewer-withdraw = Retirar la petición
viewer-give-back = Devolver el control
viewer-fit = Ajustar
viewer-actual-size = Tamaño real
viewer-larger = Más grande
viewer-smaller = Más pequeño
viewer-size = Tamaño: { $percent } %
viewer-percent = { $percent } %
viewer-size-explained = El tamaño con que se muestra su pantalla
viewer-screens = Todas las pantallas
viewer-screens-explained = Cuál de sus pantallas se muestra
viewer-screen = Pantalla { $number }
viewer-screen-main = Pantalla { $number } (principal)
viewer-screen-next = Mostrar la pantalla siguiente y, después de la última, todas
viewer-keys = Teclas
viewer-save = Guardar imagen
viewer-save-path = Guardar la imagen como
viewer-save-here = Guardar la imagen aquí
viewer-file-name = Pantalla.png
viewer-saved = Guardada: { $path }
viewer-copy = Copiar la imagen
viewer-copied = La imagen está copiada. Péguela en otro programa.
viewer-full-screen = Pantalla completa
viewer-window = Salir de pantalla completa
viewer-figures = Medidas
viewer-more = Más
viewer-more-explained = Lo que no cabe al lado
viewer-end = Terminar
viewer-seeing = Usted puede ver la otra pantalla
viewer-controlling = Usted puede usar el otro ratón y teclado
viewer-has-all-keys = Todas las teclas van al otro equipo, también Super y Alt+Tab. { $keys } las deja aquí de nuevo.
viewer-input-refused = Algo que escribió o pulsó no llegó: allí no existe esa tecla, o la otra persona está usando su ratón. Pruebe de nuevo o de otra forma.
viewer-paused = En pausa, por la persona a la que ayuda
viewer-paused-hidden = En pausa: algo tapa la barra que avisa de que se comparte. La persona a la que ayuda puede reanudar en cuanto la vea.
viewer-paused-interrupted = En pausa: el escritorio de la otra persona interrumpió la imagen, como cuando cambia un monitor. Vuelve en cuanto responda a la pregunta de su escritorio, si este hace una.
viewer-system-asks = Windows hace a la otra persona una pregunta que solo ella puede responder, o su pantalla está bloqueada. La imagen vuelve por sí sola.
viewer-paused-old = Usted ve su pantalla como era hace { $since }.
viewer-request-paused = Está en pausa. Pida el control cuando continúe.
viewer-shortcuts = Atajos
viewer-requested = Usted pidió el control hace { $asked }; la persona a la que ayuda está decidiendo
viewer-refused = No se le ha permitido usar el otro ratón y teclado
viewer-refused-desktop = El escritorio de esa persona preguntó otra vez y nadie dijo que sí: no tiene el control
viewer-refused-impossible = El equipo de esa persona no deja usar su ratón y su teclado a distancia
viewer-control-ended = Su control ha terminado; todavía puede ver
viewer-delay = Retraso { $delay }
viewer-screen-size = { $width } × { $height }
viewer-named = allí usted es «{ $name }»
keys-ctrl-alt-del = Enviar Ctrl+Alt+Supr
keys-escape = Enviar Esc
keys-windows = Enviar la tecla Windows
keys-alt-tab = Enviar Alt+Tab
keys-alt-f4 = Enviar Alt+F4
keys-ctrl-escape = Enviar Ctrl+Esc
keys-print = Enviar Impr Pant
keys-physical = Enviar las teclas por su lugar
keys-physical-explained = Para juegos y atajos: lo que se escribe lo decide la distribución del otro teclado, no la del suyo.
keys-tool-bar = Su teclado pasa de la imagen a las herramientas
keys-no-control = Podrá enviar estas teclas cuando tenga el control.
viewer-all-keys = Enviar todas las teclas, también Super y Alt+Tab
viewer-own-keys = Dejar aquí Super y Alt+Tab
shortcuts-title = Atajos de teclado
shortcuts-close = Cerrar
viewer-another = Ayudar a otra persona…
shortcut = Ctrl+Alt+{ $key }
key-enter = Intro
key-home = Inicio
key-end = Fin
sheet-control = Pedir el control, retirar la petición o devolver el control
sheet-full-screen = Pantalla completa, y de vuelta a la ventana
sheet-all-keys = Enviar todas las teclas, también Super y Alt+Tab, o dejarlas aquí
sheet-end = Terminar la ayuda
figures-frames = Imágenes: { $frames }
figures-a-second = { $count } por segundo
figures-delay = Retraso: { $delay }
figures-rate = Velocidad: { $rate }
figures-size = La otra pantalla: { $width } × { $height }
figures-protection = Protección: { $protection }
figures-share = { $way }: { $bytes } % de los datos, { $pixels } % de la superficie
figures-unknown = desconocido
figures-under-a-millisecond = menos de 1 ms
figures-milliseconds = { $delay } ms
figures-megabits = { $rate } Mbit/s
figures-kilobits = { $rate } kbit/s
figures-explained = Cuánto tarda un mensaje en ir al otro equipo y volver, detrás de las imágenes que están en camino, y cuánto llega de allí.
figures-rate-explained = Cuánto llega del otro equipo.
protection-both = Muy protegida
protection-tls = Protegida
protection-weak = Poco protegida
protection-both-in-full = TLS 1.3 con RC4-128 dentro
protection-tls-in-full = TLS
protection-weak-in-full = solo RC4-128

## File dialogs

dialog-save = Guardar la invitación
dialog-open = Abrir una invitación
dialog-save-picture = Guardar la imagen
dialog-invitations = Invitaciones
dialog-pictures = Imágenes
dialog-all = Todos los archivos

## Practice

practice-novice = La persona que recibe ayuda
practice-expert = Ayudante
practice-name = Ayudante de práctica
practice-starting = Creando una invitación de práctica…
practice-expert-waits = Esperando la invitación de la persona que recibe ayuda.
practice-ended = Después de una ayuda real, aquí se lee lo que ha pasado y se puede cancelar la invitación.
practice-close = Terminar la práctica

## The mail with an invitation

mail-subject = Necesito ayuda con mi PC
mail-body =
    Hola:
    
    Necesito ayuda con mi PC. Adjunto mi invitación.
    
    Se abre con Lifeline (Ayudar a alguien, Abrir una invitación) o, en Windows, con Asistencia remota de Windows, haciendo doble clic.
    Pide una contraseña, que doy por teléfono.
mail-what = Su programa de correo no se ha abierto.
mail-bad-address = Esto no es una dirección de correo.
mail-no-program = Ningún programa de correo responde en este equipo.
mail-webmail = Aquí el correo se lee en el navegador, y el navegador no acepta archivos adjuntos de otros programas.
mail-remedy = Escriba usted un correo y adjunte este archivo: { $path }
no-screen-what = Aquí no hay ninguna pantalla que se pueda mostrar.
no-screen-why = Aquí no hay ningún escritorio en marcha, o su pantalla no responde.
no-screen-remedy = Inicie Lifeline en el escritorio del equipo que necesita ayuda.
no-portal-what = Este escritorio todavía no puede mostrar su pantalla.
no-portal-why = Es un escritorio Wayland: su pantalla se comparte a través de su portal, y aquí no responde ninguno que pueda hacerlo.
no-portal-remedy = Instale PipeWire, xdg-desktop-portal y su parte para su escritorio: xdg-desktop-portal-gnome, xdg-desktop-portal-kde o xdg-desktop-portal-wlr (así se llaman en apt, dnf y pacman). Después vuelva a iniciar sesión.
no-opengl-why = Es KDE Plasma, y su gestor de ventanas KWin dibuja aquí sin tarjeta gráfica. KWin solo comparte una pantalla que dibuja con una.
no-opengl-remedy = Instale o active el controlador de la tarjeta gráfica (o la tarjeta gráfica del equipo virtual, si lo es), o use otro escritorio. Después vuelva a iniciar sesión.
mac-screen-recording = Cuando usted pide ayuda y lo permite, su ayudante ve lo que hay en esta pantalla.
mac-accessibility = Cuando usted lo permite, su ayudante usa su ratón y su teclado durante un rato.
mac-local-network = Los equipos de las dos personas se conectan directamente, también dentro de su red.
mac-invitation = Invitación de asistencia remota
no-recording-what = Este Mac todavía no deja que Lifeline vea su pantalla.
no-recording-why = macOS solo muestra la pantalla a los programas a los que usted ha permitido grabarla.
no-recording-remedy = Abra Ajustes del Sistema, Privacidad y seguridad, Grabación de pantalla y audio del sistema, y active Lifeline. Después vuelva a iniciar Lifeline.
works-all = Aquí su ayudante puede ver la pantalla y, si usted lo permite, usar el ratón y el teclado; Esc se lo quita.
works-no-escape = Aquí su ayudante puede ver la pantalla y, si usted lo permite, usar el ratón y el teclado. «{ bar-take-back }», en la barra, se lo quita; Esc no lo hace aquí.
works-shortcut = Aquí su ayudante puede ver la pantalla y, si usted lo permite, usar el ratón y el teclado. «{ bar-take-back }», en la barra, se lo quita, y también Ctrl+Mayús+Esc si usted permite esas teclas cuando el escritorio se lo pregunte; Esc no lo hace aquí.
works-view = En este escritorio su ayudante puede ver su pantalla, después de que el escritorio le pregunte una vez más. Aquí todavía no puede usar el ratón y el teclado.
works-accessibility = Aquí su ayudante puede ver la pantalla. Para el ratón y el teclado, active antes Lifeline en Ajustes del Sistema, Privacidad y seguridad, Accesibilidad; después vuelva a iniciar Lifeline.
home-missing-what = No hay lugar para los archivos de Lifeline.
home-missing-remedy = Defina la variable de entorno HOME e inicie Lifeline de nuevo.

## Who reaches this computer

doctor-listen = Lifeline puede esperar conexiones en este equipo (puerto { $port }).
doctor-listen-not = Lifeline no puede esperar conexiones en este equipo: { $why }.
doctor-addresses = Las direcciones de este equipo son { $addresses }.
doctor-addresses-none = Este equipo no tiene ninguna dirección de red.
doctor-router = El router deja entrar a ayudantes cuando se le pide (ha dado { $address }).
doctor-router-by = El router deja entrar a ayudantes cuando se le pide por { $protocol } (ha dado { $address }).
doctor-router-not-asked = No se ha pedido al router que deje entrar a ayudantes.
doctor-router-forbidden = Quien administra este equipo no permite pedírselo al router.
doctor-firewall-open = Ningún cortafuegos de este equipo impide el paso a ayudantes.
doctor-firewall-blocked = El cortafuegos de este equipo ({ $name }) impide el paso a ayudantes.
doctor-firewall-unknown = No se puede ver si el cortafuegos de este equipo ({ $name }) deja entrar a ayudantes.
doctor-same-network-yes = Alguien de la misma red puede llegar a usted.
doctor-same-network-no = Nadie de la misma red puede llegar a usted.
doctor-same-network-perhaps = Alguien de la misma red puede llegar a usted si el cortafuegos le deja entrar.
doctor-internet-yes = Su ayudante puede llegar a usted desde otro lugar de Internet.
doctor-internet-no = Su ayudante no puede llegar a usted desde otro lugar de Internet.
doctor-internet-perhaps = Su ayudante puede llegar a usted desde otro lugar de Internet si el cortafuegos le deja entrar.
doctor-ipv6-yes = Un ayudante con IPv6 puede llegar a usted.
doctor-ipv6-no = Ningún ayudante puede llegar a usted por IPv6.
doctor-ipv6-perhaps = Un ayudante con IPv6 puede llegar a usted si su router le deja entrar, lo que no se puede ver desde aquí.
doctor-other-perhaps = Su ayudante también puede esperar a que usted vaya, si su red le deja entrar.
doctor-other-no = Usted tampoco puede ir hasta un ayudante, porque este equipo no tiene acceso a Internet.
doctor-do-firewall = Para dejar entrar a ayudantes, escriba esto en un terminal: { $command }
doctor-do-administrator = Ejecute lifeline doctor como administrador para ver qué hace el cortafuegos.
doctor-do-router-anyway = Si confía en esta red, pídaselo al router de todos modos: lifeline ask --router always
doctor-do-forward = Active UPnP, PCP o NAT-PMP en la configuración de su router, o haga que redirija el puerto TCP { $port } a { $address }.
doctor-do-provider = Pida a su proveedor de Internet una dirección pública propia, si quiere que sus ayudantes puedan llegar a usted.
doctor-do-other-way-round = O deje que su ayudante le espere: elige «{ help-listen }», y usted pega la respuesta que le envíe junto a su invitación.
doctor-do-connect = Conecte este equipo a una red.
doctor-do-ask-who-manages = Quien administra este equipo decide quién puede ayudarle: consúltelo con esa persona.
doctor-do-new-invitation = Cree una invitación nueva: el router ya deja entrar a ayudantes, y esta no lo indica.

## The terminal

terminal-lost =
    { $count ->
        [one] { $count } línea no se mostró
       *[other] { $count } líneas no se mostraron
    }: nada lee lo que muestra este programa.
terminal-no-display = Aquí no hay escritorio, así que todo ocurre en este terminal.
terminal-invitation = Envíe el archivo a su ayudante. Diga la contraseña por teléfono, nunca en el mismo correo.
terminal-reply = Envíe esta respuesta a la persona a la que ayuda, por chat o por correo. Esa persona escribe «connect» y la respuesta, o la pega junto a su invitación en la ventana. Funciona hasta { $until }.
terminal-stop-cancels = Escriba «stop» y pulse Intro para cancelar la invitación.
terminal-answer = Escriba «y» y pulse Intro para permitirlo, o «n» y pulse Intro para no permitirlo. Sin respuesta en { $seconds } s, será que no.
terminal-answer-caller = Escriba «y» y pulse Intro si llamó usted y se puede ver su pantalla: cuenta { $wait } s después, y hasta entonces «n» lo retira. Escriba «they-called» si le llamaron, o «n» para no permitirlo. Sin respuesta en { $seconds } s, será que no.
terminal-caller-first = Ha dicho que le llamaron. Si se equivocó, escriba «i-called» y pulse Intro.
terminal-i-called = Tómese su tiempo. Dentro de { $seconds } s podrá escribir «y» y pulsar Intro para permitirlo.
terminal-allow-now = Ya puede escribir «y» y pulsar Intro para permitirlo.
terminal-yes-waits = Su sí cuenta dentro de { $seconds } s. Hasta entonces, «n» e Intro lo retiran.
terminal-they-called = Escriba «end-everything» y pulse Intro. Si se equivocó, escriba «i-called» y pulse Intro.
terminal-too-early = Eso se escribió antes de que se pudiera leer la pregunta, y no cuenta.
terminal-no-question = No hay ninguna pregunta pendiente.
terminal-viewing = Su ayudante puede ver su pantalla. Escriba «pause», «allow-control» o «stop» y pulse Intro.
terminal-desktop-asks = Su escritorio le pregunta ahora: elija la pantalla o la ventana que se puede mostrar. Para terminar, escriba «stop» y pulse Intro.
terminal-desktop-asks-control = Su escritorio le pregunta ahora: permita ahí el ratón y el teclado, y elija la misma pantalla. Para negarse, escriba «take-back» y pulse Intro.
terminal-controlling = Su ayudante puede usar su ratón y su teclado. Escriba «take-back» o «stop» y pulse Intro.
terminal-try-failed =
    { $count ->
        [0] Alguien dio una contraseña incorrecta. La invitación ya está cerrada.
        [one] Alguien dio una contraseña incorrecta. Con una más, la invitación se cierra.
       *[other] Alguien dio una contraseña incorrecta. Con { $count } más, la invitación se cierra.
    }
terminal-end-of-input = Aquí ya no se puede escribir nada más, así que a cada pregunta se responde que no.
terminal-not-now = Eso no se puede hacer ahora.
terminal-not-understood = Esto no se entiende. Se puede escribir: { $commands }.
terminal-waiting = Conexión establecida con { $address }. { $protection }. Esperando a que la persona a la que ayuda le deje ver su pantalla.
terminal-control-asked = Se pregunta a la persona a la que ayuda si usted puede usar su ratón y su teclado.
terminal-done = Hecho: { $command }
terminal-already-controlling = Ya tiene el control, o ya lo ha pedido.
terminal-not-viewing = Ahora no ve la otra pantalla.
terminal-not-controlling = No tiene el control. Pídalo con request-control.
terminal-bad-place = Un lugar son dos números enteros, X e Y, contados en píxeles desde la esquina superior izquierda.
terminal-outside = Ese lugar está fuera de la imagen, que tiene { $width } píxeles de ancho y { $height } de alto.
terminal-bad-button = Esto no es un botón. Hay: { $buttons }. Una rueda no se puede mantener pulsada.
terminal-bad-key = No hay ninguna tecla con ese nombre. Ejemplos: { $examples }. Todas están en { $document }.
terminal-no-file = Falta el nombre del archivo: { $command }
terminal-not-saved = No se guardó ninguna imagen en { $path }: { $error }.
terminal-file-what = El archivo { $path } no se pudo leer.
terminal-file-remedy = Revise su nombre, y que usted tenga permiso para leerlo.
terminal-no-window = La ventana no se abre, probablemente porque los gráficos de este escritorio no funcionan para los programas. Lo que dijo el sistema está en { $log }. lifeline ask --terminal y lifeline open ARCHIVO --terminal funcionan sin ventana.
terminal-no-desktop = La ventana no se abre, porque aquí no hay ningún escritorio que pueda mostrarla. lifeline ask --terminal y lifeline open ARCHIVO --terminal funcionan sin ventana.
terminal-no-command = No existe la orden { $word }, ni ningún archivo con ese nombre. ¿Quería decir lifeline { $nearest }?
terminal-no-command-like = No existe la orden { $word }, ni ningún archivo con ese nombre. lifeline --help enumera las órdenes.
forget-nothing = Aquí no se guarda nada de usted.
forget-question =
    Esto borra sus invitaciones, su clave de ayudante, el historial y sus ajustes en estas carpetas. Nadie puede recuperarlos: quien le tenga en su lista de ayudantes necesitará su nueva clave. Cierre antes Lifeline.
    Escriba «y» y pulse Intro para borrarlo todo; cualquier otra cosa lo deja como está.
forget-remedy = Cierre Lifeline e inténtelo de nuevo, o borre usted la carpeta.
forget-refused = No se ha borrado nada.
terminal-switch-password = Después de /{ $switch } no puede ir ninguna contraseña: cualquiera en este equipo podría leerla ahí. Omítala, y se crea y se muestra una contraseña. Para elegirla, use lifeline ask con --password-file ARCHIVO.
terminal-no-such-file = ese archivo no existe
terminal-panic = Algo salió mal dentro de Lifeline, y quizá no siga como debería. Es un fallo del programa y no de usted; inícielo de nuevo. Lo que ocurrió está en { $log }.
practice-screen-title = Pantalla de práctica
practice-screen-explained = Esto es lo que ve su ayudante: una pantalla creada solo para esta práctica, y no la suya.
practice-screen-hint = El texto escrito aparece aquí
practice-screen-clicks =
    { $count ->
        [0] Haga clic aquí
        [one] Un clic
       *[other] { $count } clics
    }
practice-greeting = Un saludo de su ayudante
practice-no-screen-what = La pantalla de práctica no se inició.
practice-no-screen-why = El programa que la crea (Xvfb) falta o no se inicia.
practice-no-screen-remedy = Ejecute sh assets/setup.sh --run, que instala lo que hace falta, e inténtelo de nuevo.
practice-own-screen-why = En este sistema no hay más pantalla que la suya, y una práctica no debe mostrarla.
practice-own-screen-remedy = Practique en un ordenador con Linux, o pida ayuda de verdad y abra la invitación en un segundo ordenador suyo.
practice-different = La imagen que se vio al otro lado no era la de la pantalla de práctica.
practice-matched = Al otro lado se vio la pantalla de práctica tal como es.

## Offering help, and being offered it

home-offer = Ofrecer ayuda
home-offer-explained = Ayude sin invitación a alguien cuyo equipo admite su oferta.
offer-title = Ofrecer ayuda
offer-explained = Usted va al otro equipo por su nombre. Tiene que figurar en su lista de ayudantes, y a la persona que lo usa se le pregunta como siempre.
offer-computer = Nombre o dirección del otro equipo
offer-port = Añada dos puntos y un número solo si se lo han dicho.
offer-go = Ofrecer mi ayuda
offer-incomplete = Indique primero el otro equipo y su nombre.
offer-bad-computer-what = No se encuentra ese equipo.
offer-bad-computer-why = Lo que ha escrito no es un nombre ni una dirección.
offer-bad-computer-remedy = Escríbalo como se lo han dicho, por ejemplo oficina-12, 192.168.1.20:3389 o [2001:db8::1]:3389.
offer-no-port-why = Falta el puerto.
offer-no-port-remedy = Escriba NOMBRE:PUERTO, por ejemplo oficina-12:3389, 192.168.1.20:3389 o [2001:db8::1]:3389.
autostart-what = El inicio de Lifeline al iniciar su sesión no se ha cambiado.
autostart-path = La ruta del programa no se puede escribir allí.
autostart-remedy = Cámbielo en la configuración de su sistema, donde están los programas que se abren al iniciar sesión.
home-helpers = Quién puede ofrecer ayuda
offer-recent = Ya ha ofrecido ayuda aquí
offer-forget = Olvidar { $computer }
recent-people = Ya ha ayudado a estas personas
recent-offer = Ofrecer ayuda a { $computer }
recent-known =
    La última vez el { $last }, { $times ->
        [one] una vez
       *[other] { $times } veces
    } en total.
recent-key-known = Se le reconoce por su clave.
recent-all = Mostrar los { $count }
recent-forget-all = Olvidar todo…
recent-forget-people = ¿Olvidar a las { $count } personas a las que ha ayudado? Lo ocurrido sigue en el historial.
recent-forget-computers = ¿Olvidar los { $count } equipos a los que ha ofrecido ayuda? Ya no se les reconocerá: volverá a comparar las palabras con cada uno.
recent-forget-all-do = Olvidar todo
recent-keep = Conservar
recent-forget-what = No se ha olvidado.
offer-key = Su clave de ayudante
offer-key-explained = Désela a las personas a las que ayuda, para que puedan ponerle en su lista. No es secreta.
offer-key-copy = Copiar la clave
offer-key-copied = Copiada.
offer-compare-title = Compare las palabras
offer-compare-explained = Es la primera vez que llega a este equipo. Llame a la persona que está delante y compare estas palabras con las de su pantalla. Las palabras están en inglés para que sean las mismas en los dos lados.
offer-compare-same = Las palabras son iguales
offer-compare-differ = Son distintas
offer-compare-warn = Si una sola palabra es distinta, quizá alguien esté escuchando en medio. Entonces pulse «{ offer-compare-differ }»: no se establece la conexión.
compare-title = Alguien de su lista de ayudantes le ofrece ayuda
compare-explained = Está en la lista de ayudantes de este equipo, y viene aquí por primera vez. Todavía no ve nada. Cuando le llame, compare estas palabras con las suyas. Las palabras están en inglés para que sean las mismas en los dos lados.
compare-who = Se conecta desde { $address }.
compare-after = Si las palabras son iguales, sigue adelante, y se le pregunta a usted si puede ver su pantalla.
compare-decline = No dejar entrar
compare-silence = Sin confirmación en { $time }, todo termina por sí solo.
question-offered = Esta persona ofreció ayuda; usted no la pidió. Su clave está en la lista de ayudantes de este equipo. Se conecta desde { $address }.
question-offered-caution = Si no espera a esta persona, no lo permita. Ningún banco ni ninguna empresa llama para ver su pantalla.
question-key-known = Esta persona ha dado la contraseña correcta y ha mostrado una clave que este equipo conoce. Se conecta desde { $address }.
offers-changed-title = Ha cambiado lo que está permitido aquí
offers-changed-explained = Esto se cambió mientras su ayudante usaba su ratón y su teclado:
offers-changed-effect = No tiene efecto hasta que usted lo conserve. Si no lo quería, déjelo como estaba.
offers-changed-keep = Conservar el cambio
offers-changed-put-back = Dejarlo como estaba
not-put-back-what = Lo que está permitido aquí no se pudo dejar como estaba.
not-put-back-remedy = El cambio sigue sin tener efecto. Mire «{ home-settings }» y «{ home-helpers }», y cámbielo usted.
change-listed = Se añadió a alguien a la lista de ayudantes.
change-unlisted = Se quitó a alguien de la lista de ayudantes.
change-offers-off = Ya nadie puede ofrecer ayuda.
change-offers-view = Los ayudantes de la lista pueden ofrecerse a mirar.
change-offers-control = Los ayudantes de la lista pueden ofrecerse a mirar y pedir el control.
change-authority = Otra autoridad firma por los ayudantes.
change-ask = Se puede pedir ayuda.
change-help-others = Desde aquí se puede ayudar a otros.
change-official = Pueden entrar ayudantes que no están en la lista.
change-control = Los ayudantes pueden pedir el control.
change-longest-life = Las invitaciones pueden valer más tiempo.
change-session-log = No se escribe un archivo de texto sobre cada ayuda.
change-keep-days = El historial se conserva menos tiempo.
change-encrypted-only = Las invitaciones pueden mostrar algo a quien no tiene la contraseña.
change-older-encryption = Pueden entrar ayudantes con una protección antigua y más débil.
change-port-mapping = Se puede pedir al router que deje entrar a ayudantes.
change-internal-only = Pueden entrar ayudantes de fuera de su propia red.
change-longest-session = Una ayuda puede durar más tiempo.
change-ask-again = Se le pregunta menos a menudo si su ayudante puede seguir mirando.
change-other = Se cambió otro ajuste de la configuración.
offers-title = Quién puede ofrecer ayuda
offers-explained = Los ayudantes de la lista pueden venir a este equipo mientras Lifeline funciona. Se le pregunta cada vez antes de que vean nada.
offers-off = Nadie puede ofrecer ayuda
offers-view = Pueden ofrecerse a mirar
offers-control = Pueden ofrecerse a mirar y pedir el control
offers-fixed = Lo ha decidido quien administra este equipo,
### cancelar (an invitation), registrar (record); who is spoken to is “le”, which shows no gender.
offers-list = En la lista
offers-list-empty = No hay nadie en la lista.
offers-authority = También pueden ofrecer ayuda los ayudantes cuyo nombre firmó la autoridad de este equipo.
offers-add = Añadir a alguien
offers-add-key = Clave de ayudante de esa persona
offers-add-name = Nombre de esa persona, tal como usted lo leerá
offers-add-do = Añadir a la lista
offers-remove = Quitar «{ $name }» de la lista
offers-autostart = Abrir al iniciar mi sesión y esperar en segundo plano
offers-waiting = Esperando ofertas: los ayudantes de la lista pueden entrar.
offers-waiting-elsewhere = Esperando ofertas en el puerto { $port }: los ayudantes de la lista pueden entrar. El puerto habitual lo usa otro programa, o se eligió otro. Si alguien no encuentra este equipo por su nombre, debe añadir :{ $port } detrás.
offers-not-waiting = Ahora no puede entrar nadie. { $why }
offers-waits = Un ayudante tiene el control, o lo tenía cuando esto cambió: el cambio solo cuenta después de que usted lo confirme.
tray-title = Lifeline espera a ayudantes que ofrecen ayuda
tray-explained = Los ayudantes de la lista de este equipo pueden entrar; se le pregunta cada vez. Haga clic para abrir Lifeline.
tray-shared = Su ayudante puede ver su pantalla
tray-controlled = Su ayudante puede usar su ratón y su teclado
tray-paused = La pantalla compartida está en pausa
tray-quit = Salir de Lifeline
wait-port-what = Nadie puede ofrecer ayuda: el puerto { $port } no se puede abrir.
wait-ports-what = Nadie puede ofrecer ayuda: no se puede abrir ninguno de los puertos { $first } a { $last }.
wait-port-in-use = Lo usa otro programa.
wait-port-denied = Este sistema no lo permite.
wait-port-remedy = Cierre ese programa, o elija otro puerto y dígaselo a sus ayudantes.
wait-off-what = Las ofertas de ayuda no están permitidas en este equipo.
wait-off-why = Están desactivadas mientras nadie las permita.
wait-off-remedy = Permítalas: lifeline helper offers control, o la configuración en la ventana.
helper-key-what = Su clave de ayudante no se puede usar.
kept-file-remedy = Mire ese archivo, o su carpeta, e inténtelo de nuevo.
helper-certificate-what = Este certificado no se usa.
helper-certificate-remedy = Pida a la autoridad uno que corresponda a su petición.
helper-bad-key-what = No se añadió a nadie a la lista.
helper-bad-key-why = Esto no es una clave de ayudante: una letra o una cifra es incorrecta, o dos se han intercambiado.
helper-bad-key-length-why = Esto no es una clave de ayudante: tiene { $length } letras y cifras en vez de { $right }.
helper-bad-key-sign-why = Esto no es una clave de ayudante: ninguna clave de ayudante contiene { $sign }.
helper-bad-key-remedy = Compárela con la que muestra allí «{ home-offer }».
helper-bad-name-what = No se añadió a nadie a la lista.
helper-bad-name-why = Un nombre tiene entre 1 y 64 caracteres.
helper-bad-name-remedy = Ponga un nombre por el que reconozca a esa persona.
helper-list-what = La lista de ayudantes no se ha cambiado.
helper-list-fixed = La lista la lleva quien administra este equipo,
### cancelar (an invitation), registrar (record); who is spoken to is “le”, which shows no gender.
helper-list-full = Tiene { $limit } entradas, y no admite más.
helper-list-full-remedy = Quite antes a alguien.
helper-list-file = { $path } no se puede usar ({ $error }).
helper-list-administrator = Hágalo como administrador de este equipo.
helper-list-mend = Corrija ese archivo y después inténtelo de nuevo.
helper-not-listed = Nadie en la lista tiene esta clave o este nombre.
helper-list-look = lifeline helper list muestra quién está en ella.
helper-forget-what = { $computer } no se ha olvidado.
helper-added = { $name } ya puede ofrecer ayuda, clave { $key }.
helper-removed =
    { $count ->
        [one] Se quitó un ayudante de la lista.
       *[other] Se quitaron { $count } ayudantes de la lista.
    }
helper-offers-off = Aun así, nadie puede entrar: las ofertas están desactivadas. Permítalas con: lifeline helper offers control
helper-forgotten = { $computer } queda olvidado: la próxima vez se comparan de nuevo las palabras.
helper-not-known = { $computer } no se conocía.
helper-used = Su certificado está en uso.
helper-request-next = Envíe esto a quien firma las claves de los ayudantes, y use lo que le devuelva con: lifeline helper use-certificate ARCHIVO
helper-request-what = No hay ninguna petición.
helper-machine-list-empty = La lista de este equipo está ahora vacía, y solo un administrador puede añadir a alguien. Para dejarla otra vez a los usuarios, quite «helpers» de { $path }.
help-end-computer-what = Ese equipo no respondió.
help-end-computer-why = Está apagado, tiene otro nombre aquí, o Lifeline no espera ofertas en él, o solo en otro puerto.
help-end-computer-remedy = Compruebe el nombre o la dirección con la otra persona, y pregúntele si Lifeline funciona allí. Si el suyo muestra un puerto, escriba dos puntos y ese número detrás del nombre. O pídale una invitación.
help-end-not-allowed-what = El otro equipo no acepta su oferta.
help-end-not-allowed-why = Allí no se permiten ofertas, o usted no está en su lista de ayudantes.
help-end-not-allowed-remedy = Dé a la otra persona su clave de ayudante («{ home-offer }» la muestra), o pídale una invitación.
help-end-changed-what = Este no es el equipo que respondió aquí antes.
help-end-changed-why = Su clave ha cambiado: alguien está en medio, otro equipo tiene ahora este nombre, o el de antes se instaló de nuevo.
help-end-changed-remedy = Pregunte a la otra persona. Si su equipo se instaló de nuevo, olvide el anterior (lifeline helper forget) y compare otra vez las palabras.
help-end-words-what = Usted lo terminó, porque las palabras eran distintas.
help-end-words-why = Alguien está en medio, o usted llamó a otra persona que no es la que está delante de ese equipo.
help-end-words-remedy = Pruebe desde otra red, o pida una invitación.
terminal-compare = Llame a la persona que está delante de { $address } y compare estas palabras con las de su pantalla. Si todas son iguales, escriba «words-match»; si una es distinta, «words-differ».
terminal-compare-novice = Alguien en { $address } está en la lista de ayudantes de este equipo y ofrece ayuda por primera vez. Compare estas palabras con las suyas cuando le llame; escriba «decline» para no dejarle entrar.
terminal-no-words = No se están comparando palabras.
terminal-offers-changed = Esto se cambió mientras su ayudante tenía el control: { $changes } Escriba «keep-offers» si lo quiere así, o «put-back-offers» si no; hasta entonces no se permite nada que no se permitiera antes.
terminal-waiting-offers = Esperando a ayudantes que ofrezcan ayuda, en el puerto { $port }. Escriba «stop» para terminar.
terminal-waiting-offers-elsewhere = Esperando a ayudantes que ofrezcan ayuda, en el puerto { $port }: el habitual lo usa otro programa, o se eligió otro. Si alguien no encuentra este equipo por su nombre, debe añadir :{ $port } detrás. Escriba «stop» para terminar.
fault-what = Algo ha fallado en Lifeline, así que todo ha terminado.
fault-why = Es un error del programa; el registro dice dónde.
fault-remedy = Nadie ve ni usa este equipo. Inicie Lifeline de nuevo, e informe del error si puede.
control-start-what = Su ayudante no puede controlar este equipo.
control-start-why = Este sistema no deja que los programas usen el ratón y el teclado ({ $error }).
control-silent-why = Su pantalla o su disco no responde en este momento.
control-start-remedy = Su ayudante todavía puede ver su pantalla y decirle qué hacer.

## Lo que dice el sistema, y qué está mal en lo que se guarda

system-not-found = no existe ese archivo o esa carpeta
system-denied = no está permitido
system-exists = ya hay algo con ese nombre
system-full = el disco está lleno
system-read-only = el disco solo se puede leer
system-folder = una carpeta tiene ese nombre
system-no-folder = una parte de la ruta no es una carpeta
system-in-use = otro programa lo usa
system-no-network = no se puede llegar a la red
system-nobody = allí no responde nadie
system-broken = la conexión se cortó
system-slow = tardó demasiado
system-senseless = lo que hay allí no tiene sentido
system-memory = no hay memoria suficiente
system-number = error número { $number }
system-unnamed = no funcionó, y la causa no tiene nombre

kept-unread = { $path } no se puede leer: { $error }.
kept-damaged = { $path } está dañado.
kept-unwritten = { $path } no se puede escribir: { $error }.
kept-exists = { $path } ya existe.
kept-no-key = No se pudo crear ninguna clave.
kept-no-random = Este equipo no da números aleatorios.
kept-no-home = Este usuario no tiene ninguna carpeta donde Lifeline pueda guardar algo.
kept-silent = El disco no responde.
kept-too-many = Ya hay tantas invitaciones en vigor como puede haber.

dead-expired = Caducó mientras Lifeline no estaba en marcha.
dead-keys-lost = Sus claves se han perdido.
dead-damaged = Lo que se guardaba de ella está dañado.
dead-listen = Lifeline ya no puede esperar conexiones para ella: { $error }.

mail-failed = El programa de correo no se pudo abrir.

screen-silent = la pantalla no responde
screen-monitor = la pantalla que se mostraba ya no está
screen-ended = el sistema lo terminó
screen-portal = este escritorio no muestra su pantalla a los programas
screen-refused = el sistema no da la imagen
screen-colours = la pantalla tiene muy pocos colores
screen-large = las pantallas juntas son demasiado grandes
desktop-lacks = le falta { $part }
input-stopped = Lifeline se había detenido, y se soltó lo que tenía pulsado
input-refused = el sistema no aceptó lo que se pulsó
input-xwayland = es un escritorio Wayland, donde solo se podría llegar a ventanas de programas antiguos
input-keymap = la distribución de su teclado no se puede leer
input-permission = Lifeline todavía no tiene permiso para observar el teclado

router-said-nothing = no responde
router-said-no = se negó con el error { $code }
router-said-nonsense = sus respuestas no tienen sentido
router-said-taken = allí ya se deja entrar a otro programa

certificate-unread = El certificado no se puede leer.
certificate-not-signed = La autoridad no responde por este certificado.
certificate-nameless = El certificado no lleva nombre.
certificate-other-key = El certificado es de otra clave.
certificate-other-kind = La clave es de otro tipo que las de los ayudantes.

snapshot-not-whole = todavía no ha llegado ninguna imagen entera
secret-unread = El archivo de contraseña { $path } no se puede leer: { $error }. Compruebe su nombre, y que usted puede leerlo.
secret-empty = La primera línea del archivo de contraseña { $path } no contiene ninguna contraseña.
secret-no-terminal = No se puede pedir la contraseña, porque no hay terminal: { $error }. Use { $option }.

practice-place-foreign = { $path } no se creó para una práctica.
practice-place-server = El programa { $program }, que hace la pantalla, no se puede iniciar: { $error }.
practice-place-silent = La pantalla de la práctica no responde.
