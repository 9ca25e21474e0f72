### Every text of Lifeline, in Arabic (Modern Standard). The model is the English file.
### Words: دعوة, مساعد (helper), الشخص الذي تساعده, شاشة, إيقاف المشاركة, استعادة التحكم, كلمة المرور, كمبيوتر, راوتر, بنك, سارية (in force),
### السجل (history as a record), ما حدث (its page), من يدير هذا الكمبيوتر. Lengths of time stand where the nominative is right (المدة …, منذ …).
### Text that runs from left to right and begins or ends in a sign is isolated: { "\u2066" } … { "\u2069" }; arguments are so by themselves.
### Short sentences, present tense, no jargon. An error has three parts: what happened, why most likely, what to do now.
language-name = العربية

## The window

# What a screen reader says of one of several buttons of one name: what it does, and with what.
reader-about = { $what }: { $about }
window-title = Lifeline
practice-window-title = Lifeline: تدريب
back-home = العودة إلى البداية
close-window = إغلاق هذه النافذة

## Lengths of time

day-and-time =
    { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[other] ديسمبر
    } { $year }، { $time }
duration-seconds =
    { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتان
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }
duration-minutes =
    { $minutes ->
        [zero] أقل من دقيقة
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
        [many] { $minutes } دقيقة
       *[other] { $minutes } دقيقة
    }
duration-hours =
    { $hours ->
        [zero] أقل من ساعة
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $hours } ساعات
        [many] { $hours } ساعة
       *[other] { $hours } ساعة
    }
duration-hours-minutes =
    { $hours ->
        [zero] { $hours } ساعة
        [one] ساعة
        [two] ساعتان
        [few] { $hours } ساعات
        [many] { $hours } ساعة
       *[other] { $hours } ساعة
    } { $minutes ->
        [zero] و{ $minutes } دقيقة
        [one] ودقيقة واحدة
        [two] ودقيقتان
        [few] و{ $minutes } دقائق
        [many] و{ $minutes } دقيقة
       *[other] و{ $minutes } دقيقة
    }
duration-days =
    { $days ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    }
duration-days-hours =
    { $days ->
        [zero] { $days } يوم
        [one] يوم
        [two] يومان
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    } { $hours ->
        [zero] و{ $hours } ساعة
        [one] وساعة واحدة
        [two] وساعتان
        [few] و{ $hours } ساعات
        [many] و{ $hours } ساعة
       *[other] و{ $hours } ساعة
    }

## The first screen

home-title = ماذا تريد أن تفعل؟
home-ask = طلب المساعدة
home-ask-explained = يرى شخص تثق به شاشتك، ولا يراها إلا بعد موافقتك.
home-help = مساعدة شخص
home-help-explained = افتح الدعوة التي أُرسلت إليك.
home-in-force =
    { $count ->
        [0] الدعوات السارية
       *[other] الدعوات السارية ({ $count })
    }
home-settings = الإعدادات
home-history = ما حدث
home-guide = كيف يعمل
home-practise = التدرّب
home-about = حول Lifeline وحدوده

## How it works, in short

guide-title = كيف يعمل
guide-ask = عندما تحتاج إلى مساعدة
guide-ask-how = اختر «{ home-ask }» وأرسل إلى مساعدك الدعوة التي تُنشأ. ثم اتصل به هاتفيًا وأخبره بكلمة المرور.
guide-help = عندما تساعد شخصًا
guide-help-how = اختر «{ home-help }» وافتح الدعوة التي أُرسلت إليك. يخبرك صاحبها بكلمة المرور، ويسمح على كمبيوتره بأن تراه.
guide-see = ما يمكن أن يُرى
guide-see-how = لا شيء قبل موافقتك. ثم كل ما على شاشتك حتى توقف المشاركة: فأغلق قبل ذلك بريدك وموقع بنكك وصورك. ولا يستطيع مساعدك النقر أو الكتابة إلا إذا وافقت على سؤال ثانٍ.
guide-stop = كيف توقفه
guide-stop-how = أثناء المشاركة يُظهر شريط أعلى شاشتك ما يستطيع مساعدك فعله. زر «{ bar-stop }» ينهي ذلك فورًا. وزر «{ bar-take-back }» لا يترك له إلا الرؤية، ويفعل مفتاح Esc الشيء نفسه حيث يذكر الشريط ذلك.
guide-stop-keys = بدون فأرة، اضغط Ctrl+Alt+مسافة حيث يذكر الشريط ذلك: تنتقل لوحة المفاتيح إلى الشريط، ويعيدها مفتاح Esc. وما دام مساعدك يتحكم، فاضغط Esc أولًا.
guide-fraud = إذا جاءك اتصال هاتفي
guide-fraud-how = لا تتصل بك البنوك ولا الشركات ولا الشرطة لرؤية شاشتك. إن اتصل بك أحد هاتفيًا وطلب ذلك، فارفض هنا وأنهِ المكالمة.
guide-practise = جرّب أولًا
guide-practise-how = يُظهر التدريب الطرفين على هذا الكمبيوتر. لا يشارك فيه أحد غيرك، ولا تُعرض شاشتك أنت.
practice-open = التدريب مفتوح في نافذة خاصة به.
greyed-busy = ينتظر هذا حتى يكتمل آخر ما فعلته.
greyed-reading = ما زالت قواعد هذا الكمبيوتر تُقرأ.
greyed-empty = املأ أولًا ما يوجد أعلاه.
greyed-answer = يمكنك الإجابة بعد أن يظهر السؤال لحظة.
greyed-allow = يمكنك السماح بعد أن يظهر السؤال لحظة وتجيب عن كل ما فيه.
greyed-saving = يجري حفظ صورة: حدد المكان أولًا، أو أغلق ذلك.

## About

about-title = حول Lifeline
about-version = الإصدار { $version }
about-purpose = يتيح Lifeline لشخص تثق به أن يرى شاشتك، وأن يستخدم فأرتك ولوحة مفاتيحك إن سمحت بذلك. لا يحتاج إلى حساب، ولا تقف بينكما أي شركة.
about-limits = ما لا يفعله
about-limit-asked = لا يرى أحد شيئًا قبل أن توافق على هذا الكمبيوتر. وتُسأل عن كل مساعد في كل مرة.
about-limit-absent = لا يستطيع أحد أن يتصل وأنت بعيد عن الكمبيوتر، ولا أن يخفي عنك شاشتك، ولا أن يعطّل فأرتك ولوحة مفاتيحك.
about-limit-reach = يجب أن يستطيع كمبيوتر مساعدك الوصول إلى كمبيوترك. وإن لم يستطع، أُبلغ مساعدك بذلك.
about-limit-fraud = لا يتصل بك أي بنك ولا أي شركة لرؤية شاشتك. إن اتصل بك أحد هاتفيًا وطلب ذلك، فأنهِ المكالمة.

## Asking for help

ask-title = طلب المساعدة
ask-explained = تُنشئ دعوة وترسلها إلى شخص تثق به، ثم تخبره بكلمة المرور عبر الهاتف.
ask-life = ما مدة صلاحية الدعوة؟
ask-screen = ماذا يرى مساعدك؟
ask-screen-all = كل الشاشات
ask-screen-one = الشاشة { $number }: { $name } ({ $width } في { $height })
ask-limits = الحدود
ask-view-only = المشاهدة فقط: لا يستطيع مساعدي أبدًا استخدام فأرتي ولوحة مفاتيحي
ask-older-windows = يستخدم مساعدي إصدارًا قديمًا من Windows
ask-older-windows-explained = حماية الاتصال في إصدارات Windows القديمة ضعيفة: قد يستطيع أحد في الطريق بينكما قراءة ما تشاركه. لا تفعّل هذا الخيار إلا إذا احتاج إليه مساعدك.
ask-life-fixed = من يدير هذا الكمبيوتر لا يسمح بمدة أطول.
ask-port-what = لن يستطيع أحد الوصول إليك عبر المنفذ { $port }: لا يمكن فتحه.
ask-no-port-what = لن يستطيع أحد الوصول إليك: لا يمكن فتح أي منفذ.
ask-port-remedy = اختر منفذًا آخر، أو لا تختر أي منفذ فيُستخدم منفذ متاح.
ask-store-what = تعذّر حفظ الدعوة، فلم تُنشأ.
ask-store-remedy = أفرِغ مساحة على القرص، أو افحص ذلك المجلد، ثم اطلب المساعدة مجددًا.
ask-keys-what = تعذّر إنشاء دعوة.
ask-keys-why = تعذّر إنشاء المفاتيح اللازمة لها.
ask-keys-remedy = حاول مجددًا.
new-address-what = تغيّر عنوان هذا الكمبيوتر.
new-address-why = انتقل إلى شبكة أخرى، أو كان في وضع السكون.
new-address-remedy = قد لا يستطيع مساعدك الوصول إليك بالدعوة التي لديه. إن حدث ذلك، فأرسل دعوة جديدة.
ask-own-setting = أوقفت هذا الخيار في الإعدادات.
ask-make = إنشاء الدعوة
making-title = جارٍ إنشاء الدعوة
making-explained =
    يجري إنشاء مفاتيح خاصة بهذه الدعوة وحدها. يستغرق ذلك بضع ثوانٍ؛ المدة حتى الآن: { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتان
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }.

## An invitation

invitation-title = دعوتك
invitation-waiting = في انتظار مساعدك · صالحة حتى { $until } · المتبقي: { $left }
invitation-connected = وصل مساعدك. ستُسأل بعد لحظات.
invitation-failed-tries =
    { $count ->
        [zero] لم يُدخل أحد كلمة مرور خاطئة. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
        [one] أُدخلت كلمة مرور خاطئة مرة واحدة. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
        [two] أُدخلت كلمة مرور خاطئة مرتين. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
        [few] أُدخلت كلمة مرور خاطئة { $count } مرات. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
        [many] أُدخلت كلمة مرور خاطئة { $count } مرة. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
       *[other] أُدخلت كلمة مرور خاطئة { $count } مرة. تُغلق هذه الدعوة بعد خمس كلمات مرور خاطئة.
    }
invitation-send = 1. أرسل الدعوة
invitation-save = حفظ الدعوة…
invitation-mail = إرسال الدعوة بالبريد
invitation-copy = نسخ كنص
invitation-webmail = أستخدم البريد في المتصفح
invitation-working = جارٍ التنفيذ…
invitation-mailed = الدعوة الآن في برنامج البريد. راجع الرسالة وأرسلها.
invitation-copied = تم النسخ. الصقها في رسالة إلى مساعدك.
invitation-saved = تم الحفظ: { $path }
invitation-save-path = حفظ الدعوة باسم
invitation-save-here = حفظ هنا
invitation-save-close = إغلاق
invitation-file-name = Invitation.msrcIncident
invitation-tell = 2. أخبر مساعدك بكلمة المرور
invitation-password = كلمة المرور لمساعدك
invitation-tell-explained = أخبر مساعدك بكلمة المرور عبر الهاتف، ولا ترسلها أبدًا في رسالة الدعوة نفسها.
invitation-spell = التهجئة حرفًا حرفًا
invitation-spell-hide = إخفاء التهجئة
invitation-weak = تقبل هذه الدعوة أيضًا إصدارًا قديمًا من Windows، وحمايته أضعف.
invitation-stuck = فقط إذا تعذّر على مساعدك الوصول إلى هذا الكمبيوتر:
router-mapped = يستطيع مساعدك الوصول إليك من أي مكان: يسمح له الراوتر بالدخول عبر العنوان { $address }.
router-none = هذا الكمبيوتر غير متصل بالإنترنت. لا يستطيع الوصول إليك إلا من هو على الشبكة نفسها.
router-not-needed = لهذا الكمبيوتر عنوان عام، فلا يلزم طلب شيء من الراوتر.
router-public-network = يعدّ نظامك هذه الشبكة عامة، فلم يُطلب من الراوتر السماح بدخول أحد.
router-silent = لا يسمح الراوتر بدخول المساعدين تلقائيًا. يستطيع من هو على الشبكة نفسها الوصول إليك، ولا يستطيع غيره إلا إذا ضُبط الراوتر للسماح بذلك.
router-second = الراوتر نفسه خلف راوتر آخر (عنوانه الخارجي { $address })، فلا يستطيع أحد على الإنترنت الوصول إليك. أما من هو على الشبكة نفسها فيستطيع.
router-taken = يستخدم الراوتر هذا المدخل لشيء آخر. يستطيع من هو على الشبكة نفسها الوصول إليك؛ ولغيره أنشئ دعوة جديدة.
router-refused = رفض الراوتر السماح بدخول المساعدين (الخطأ { $code }). يستطيع من هو على الشبكة نفسها الوصول إليك، ولا يستطيع غيره إلا إذا ضُبط الراوتر للسماح بذلك.
router-failed = تعذّر أن يُطلب من الراوتر السماح بدخول المساعدين ({ $why }). يستطيع من هو على الشبكة نفسها الوصول إليك.
invitation-examine = هل يستطيع مساعدي الوصول إليّ؟
invitation-examining = جارٍ فحص هذا الكمبيوتر وجدار الحماية والراوتر…
invitation-connect = الاتصال بمساعدي…
invitation-reply-explained = إذا لم يستطع مساعدك الوصول إليك، فيمكنه أن يرسل إليك ردًا. الصقه هنا: يتصل عندئذ كمبيوترك بكمبيوتره، وتُسأل كالمعتاد.
invitation-reply = رد مساعدك
invitation-reply-use = الاتصال بمساعدي
invitation-dialling = جارٍ الاتصال بكمبيوتر مساعدك…
invitation-cancel = إلغاء الدعوة
reply-none-what = ليس هذا ردًا من مساعدك.
reply-none-why = ربما نُسخ شيء آخر؛ يبدأ الرد بالكلمة LIFELINE-REPLY.
reply-none-remedy = انسخ كامل الرد الذي أرسله مساعدك، والصقه مجددًا.
reply-damaged-what = الرد تالف.
reply-damaged-why = ربما ينقص جزء منه، أو فيه حرف خاطئ.
reply-damaged-remedy = انسخ الرد كاملًا مرة أخرى، أو اطلب من مساعدك إعادة إرساله.
reply-newer-what = تعذّرت قراءة الرد.
reply-newer-why = يستخدم مساعدك إصدارًا أحدث من Lifeline.
reply-newer-remedy = استخدما أحدث إصدار من Lifeline على الجهازين.
reply-foreign-what = لا يخص هذا الرد أي دعوة سارية هنا.
reply-foreign-why = ربما فتح مساعدك دعوة أقدم، أو دعوة أخرى.
reply-foreign-remedy = أرسل هذه الدعوة إلى مساعدك، واطلب منه ردًا جديدًا.
reply-forged-what = لم يُستخدم الرد.
reply-forged-why = من أنشأه لا يعرف كلمة مرور دعوتك، أو تغيّر فيه حرف في الطريق.
reply-forged-remedy = لا تتابع. اتصل بمساعدك هاتفيًا، واسأله إن كان قد أرسله.
reply-expired-what = انتهت صلاحية الرد.
reply-expired-why = لا ينتظر كمبيوتر مساعدك إلا مدة محدودة.
reply-expired-remedy = اطلب من مساعدك ردًا جديدًا، واستخدمه فورًا.
reply-forbidden-what = لم يُستخدم الرد.
reply-forbidden-why = من يدير هذا الكمبيوتر لا يسمح إلا بمساعدين على الشبكة نفسها، وهذا المساعد في مكان آخر.
reply-forbidden-remedy = اسأل من يدير هذا الكمبيوتر.
reply-unreachable-what = تعذّر الوصول إلى كمبيوتر مساعدك.
reply-unreachable-why = ربما أُغلق Lifeline هناك، أو أن شبكة مساعدك لا تسمح بدخول أحد أيضًا.
reply-unreachable-remedy = اسأل مساعدك إن كان Lifeline لا يزال ينتظر، واطلب ردًا جديدًا. إذا كانت شبكتاكما لا تسمحان بدخول أحد، فيجب أن يُضبط أحد الراوترين للسماح بذلك.
reply-somebody-what = لم يُعثر على مساعدك.
reply-somebody-why = أجاب كمبيوتر آخر في المكان الذي يذكره الرد، أو لم يعد Lifeline ينتظر عند مساعدك.
reply-somebody-remedy = اطلب من مساعدك ردًا جديدًا.
router-here-none = هذا الكمبيوتر غير متصل بالإنترنت. لا يستطيع الاتصال بك إلا من هو على الشبكة نفسها.
router-here-public-network = يعدّ نظامك هذه الشبكة عامة، فلم يُطلب من الراوتر السماح بدخول الشخص الذي تساعده. يستطيع من هو على الشبكة نفسها الاتصال بك.
router-here-second = الراوتر لديك خلف راوتر آخر (عنوانه الخارجي { $address })، فلا يستطيع الشخص الذي تساعده الاتصال بك عبر الإنترنت.
router-here-closed = لا يسمح الراوتر لديك تلقائيًا بدخول الشخص الذي تساعده. يمكنه الاتصال بك إذا كان على الشبكة نفسها، أو إذا ضُبط الراوتر للسماح بذلك.
webmail-file = تحتاج إلى الدعوة في ملف: احفظها، أو ضعها في مجلد التنزيلات.
webmail-how = اكتب رسالة جديدة في المتصفح، واختر إرفاق ملف (رمزه غالبًا مشبك ورق)، ثم اختر هذا الملف. أرسل الرسالة، وأخبر مساعدك بكلمة المرور عبر الهاتف.
webmail-show = وضعها هناك وإظهارها
webmail-shown = فُتح المجلد الذي فيه الملف: { $path }
webmail-put = الملف هنا: { $path }
webmail-draft = إنشاء مسودة رسالة
webmail-drafted = المسودة جاهزة: { $path }

cancel-question = هل تريد إلغاء هذه الدعوة؟ لن يستطيع مساعدك استخدامها بعد ذلك.
cancel-keep = الاحتفاظ بالدعوة
cancel-do = إلغاؤها الآن
lapse-expired-what = انتهت صلاحية دعوتك.
lapse-expired-why = انقضت مدتها.
lapse-expired-unused = لم يستخدمها أحد قبل انقضاء مدتها.
lapse-expired-remedy = أنشئ دعوة جديدة إذا كنت لا تزال بحاجة إلى المساعدة.
lapse-closed-what = أُغلقت دعوتك.
lapse-closed-why = أدخل أحدهم كلمة مرور خاطئة خمس مرات.
lapse-closed-remedy = اسأل مساعدك إن كان هو من فعل ذلك، ثم أنشئ دعوة جديدة.

## A password, spelled on the telephone

spell-letter = { $letter ->
    [A] A مثل America، أمريكا
    [B] B مثل Berlin، برلين
    [C] C مثل Canada، كندا
    [D] D مثل Damascus، دمشق
    [E] E مثل Egypt، مصر
    [F] F مثل France، فرنسا
    [G] G مثل Ghana، غانا
    [H] H مثل Hungary، هنغاريا
    [I] I مثل India، الهند
    [J] J مثل Japan، اليابان
    [K] K مثل Kenya، كينيا
    [L] L مثل London، لندن
    [M] M مثل Morocco، المغرب
    [N] N مثل Norway، النرويج
    [O] O مثل Oman، عُمان
    [P] P مثل Paris، باريس
    [Q] Q مثل Qatar، قطر
    [R] R مثل Russia، روسيا
    [S] S مثل Sudan، السودان
    [T] T مثل Tunisia، تونس
    [U] U مثل Uganda، أوغندا
    [V] V مثل Venezuela، فنزويلا
    [W] W مثل Washington، واشنطن
    [X] X مثل X-ray، الأشعة السينية
    [Y] Y مثل Yemen، اليمن
    [Z] Z مثل Zambia، زامبيا
   *[other] { $letter }
}
spell-digit = { $digit ->
    [0] صفر
    [1] واحد
    [2] اثنان
    [3] ثلاثة
    [4] أربعة
    [5] خمسة
    [6] ستة
    [7] سبعة
    [8] ثمانية
    [9] تسعة
   *[other] { $digit }
}
spell-sign = { $sign ->
    [dash] شرطة
    [underscore] شرطة سفلية
    [dot] نقطة
    [comma] فاصلة
    [exclamation] علامة تعجب
    [question] علامة استفهام
    [at] علامة آت
    [hash] علامة مربع
    [star] نجمة
    [slash] شرطة مائلة
    [plus] زائد
    [blank] مسافة
   *[other] { $sign }
}
spell-capital = { $spelled }، حرف كبير
spell-small = { $spelled }، حرف صغير
spell-all-capitals = كل الحروف كبيرة.
spell-all-small = كل الحروف صغيرة.

## The invitations in force

in-force-title = الدعوات السارية
in-force-none = لا توجد دعوة سارية. لا يستطيع أحد الاتصال.
in-force-view-only = المشاهدة فقط.
in-force-control = المشاهدة؛ وتُسأل قبل استخدام فأرتك ولوحة مفاتيحك.
in-force-show = إظهارها مجددًا
in-force-dead = لم تعد دعوة سابقة صالحة: { $reason }

## Closing the window while an invitation waits

closing-title = دعوتك لا تزال سارية
closing-explained = لا يستطيع أحد الاتصال ما دام Lifeline مغلقًا. تعمل الدعوة من جديد إذا فتحت Lifeline قبل { $until }.
closing-stay = عدم الإغلاق
closing-keep = إغلاق مع الاحتفاظ بالدعوة
closing-cancel = إغلاق مع إلغاء الدعوة

## The questions

question-view-title = يريد أحدهم أن يرى شاشتك
name-claimed = الاسم الذي يعرّف به نفسه:
name-known = الاسم المسجّل له في هذا الكمبيوتر:
name-offered-to = عرضت المساعدة على هذا الكمبيوتر:
name-none = لم يذكر اسمًا.
question-view-who = كلمة المرور التي أدخلها صحيحة. يأتي الاتصال من { $address }. الاسم هو ما كتبه بنفسه، ولم يُتحقق منه.
question-view-means = سيرى كل ما على هذه الشاشة حتى توقف المشاركة. ولا يستطيع النقر أو الكتابة إلا إذا سمحت بذلك لاحقًا.
question-private = أغلق ما لا ينبغي أن يُرى: البريد والبنك والصور.
question-desktop-asks = بعد موافقتك يسألك سطح المكتب مرة أخرى: اختر هناك الشاشة أو النافذة التي يُسمح برؤيتها.
question-desktop-asks-control = بعد موافقتك يسألك سطح المكتب مرة أخرى: اسمح هناك بالفأرة ولوحة المفاتيح، واختر الشاشة نفسها.
question-view-caution = لا يتصل أي بنك ولا أي شركة لرؤية شاشتك.
question-caller = هل اتصلت أنت هاتفيًا، أم جاءك الاتصال؟
question-caller-novice = أنا اتصلت
question-caller-helper = جاءني الاتصال
question-caller-first = حدّد أولًا من اتصل بالآخر.
question-caller-counts = خذ وقتك: يمكنك السماح برؤية شاشتك بعد { $seconds } ث.
question-caller-over = يمكنك الآن السماح برؤية شاشتك.
question-caller-now = (الآن)
question-view-allow = السماح برؤية شاشتي
question-control-title = هل تسمح باستخدام فأرتك ولوحة مفاتيحك؟
question-control-means = يستطيع مساعدك عندئذ أن ينقر ويكتب كأنه جالس مكانك، حتى تستعيد التحكم. وتبقى فأرتك ولوحة مفاتيحك تعملان.
question-control-caution = راقب ما يجري. إذا فُتح موقع بنكك أو بريدك، أو طُلب منك شراء بطاقات هدايا أو إرسال مال، فهذا احتيال: أوقف المشاركة.
question-control-allow = السماح باستخدام فأرتي ولوحة مفاتيحي
question-control-prompts = السماح أيضًا بالإجابة عن طلبات الأذونات من Windows

## "They called me"

called-title = جاءك الاتصال
called-means = من يتصل ثم يريد رؤية شاشتك يكاد يكون دائمًا محتالًا، مهما بدا ودودًا أو مستعجلًا أو رسميًا. لا تفعل ذلك البنوك ولا الشركات ولا الشرطة.
called-do = أنهِ كل شيء هنا، ثم أنهِ المكالمة. لست مدينًا بأي جواب. إن أردت أن تعرف هل كان الأمر صحيحًا، فاتصل بنفسك بالبنك أو الشركة على رقم تعرفه من أوراقك.
called-end = إنهاء كل شيء
called-back = العودة إلى السؤال
question-weak = حماية الاتصال ضعيفة، لأن برنامج الطرف الآخر قديم.
question-again = سبق أن سمحت بذلك. يريد من يدير هذا الكمبيوتر أن تُسأل مجددًا.
question-notice = ممن يدير هذا الكمبيوتر: { $notice }
question-refuse = عدم السماح
question-locked = (بعد { $seconds } ث)
question-silence =
    إن لم تُجب خلال { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }، فذلك رفض.
question-wrong = أمر مريب: إنهاء كل شيء
question-details = التفاصيل
question-details-hide = إخفاء التفاصيل
question-details-address = العنوان: { $address }
question-details-strong = الحماية: قوية. لا يمكن لأحد في الطريق قراءة ما تشاركه.
question-details-weak = الحماية: ضعيفة (RC4 وحده). قد يستطيع أحد في الطريق قراءة ما تشاركه.
question-details-reached = تحقق برنامج الطرف الآخر من أنه وصل إلى هذا الكمبيوتر.
question-details-not-reached = لا يستطيع برنامج الطرف الآخر التحقق من أنه وصل إليك.

## Called to a question, by the desktop's notification

call-view = يطلب أحدهم رؤية شاشتك
call-view-text = لدى Lifeline سؤال لك. لا يُرى شيء من شاشتك إلا بعد موافقتك.
call-control = يطلب مساعدك استخدام فأرتك ولوحة مفاتيحك
call-control-text = لدى Lifeline سؤال لك. لا يستطيع مساعدك النقر أو الكتابة إلا بعد موافقتك.
call-offer = يعرض أحدهم مساعدتك
call-offer-text = يُظهر لك Lifeline كلمات تقارنانها معًا.

## Why the computer does not sleep, where the system lists who keeps it from that

awake-reason = المساعدة منتظرة أو جارية.

## The bar while sharing

bar-name = تجري مشاركة شاشتك
bar-view-asked = يريد أحدهم أن يرى شاشتك: السؤال في نافذة Lifeline
bar-control-asked = يريد مساعدك استخدام فأرتك ولوحة مفاتيحك: السؤال في نافذة Lifeline
bar-desktop-asks = يسألك سطح المكتب الآن: اختر ما يُسمح لمساعدك برؤيته
bar-desktop-asks-control = يسألك سطح المكتب الآن: اسمح هناك بالفأرة ولوحة المفاتيح
bar-seeing = يستطيع مساعدك رؤية شاشتك · { $time }
bar-controlling = يستطيع مساعدك استخدام فأرتك ولوحة مفاتيحك · { $time }
bar-paused = المشاركة متوقفة مؤقتًا: لا يرى مساعدك أي جديد · { $time }
bar-escape = اضغط Esc لاستعادة التحكم
bar-shortcut = اضغط { $keys } لاستعادة التحكم
bar-keyboard = لوحة المفاتيح: Ctrl+Alt+مسافة
bar-pause = إيقاف مؤقت
bar-resume = استئناف
bar-allow-control = السماح بالتحكم
bar-control-impossible = على سطح المكتب هذا لا يستطيع أي برنامج استخدام الفأرة ولوحة المفاتيح.
bar-take-back = استعادة التحكم
bar-show-question = إظهار السؤال
bar-stop = إيقاف المشاركة
bar-note-escape = استعدت التحكم بالضغط على Esc.
bar-note-taken-back = استعدت التحكم.
bar-note-given-back = أعاد مساعدك التحكم إليك.
bar-note-refused = أُبلغ مساعدك بالرفض.
bar-note-desktop-refused = لم يُجب أحد بنعم عن سؤال سطح المكتب، فلم يُمنح التحكم.
bar-note-hidden = حُجب هذا الشريط، فأُوقف عرض شاشتك. لا تستأنف إلا إذا عرفت السبب.
bar-note-system-asks = يسألك Windows عن أمر لا يجيب عنه أحد غيرك. لا يرى مساعدك شيئًا منه ولا يصل إليه.
bar-note-protected = يُبقي أحد البرامج نافذته خارج الصورة: يرى مساعدك سوادًا في مكانها.
bar-note-forbidden = لم يعد من يدير هذا الكمبيوتر يسمح بالتحكم.
bar-note-input-lost = توقف Lifeline بعض الوقت، فانتهى التحكم.

## Why it ended

ended-ask-again = الطلب مجددًا
ended-waiting =
    { $count ->
        [zero] لم تعد لديك دعوة سارية.
        [one] لا تزال دعوتك سارية: يستطيع مساعدك استخدامها مجددًا، وتُسأل مجددًا.
        [two] لا تزال دعوتان ساريتين: يستطيع مساعداك استخدامهما مجددًا، وتُسأل مجددًا.
        [few] لا تزال { $count } دعوات سارية: يستطيع مساعدوك استخدامها مجددًا، وتُسأل مجددًا.
        [many] لا تزال { $count } دعوة سارية: يستطيع مساعدوك استخدامها مجددًا، وتُسأل مجددًا.
       *[other] لا تزال { $count } دعوة سارية: يستطيع مساعدوك استخدامها مجددًا، وتُسأل مجددًا.
    }
ended-waiting-other =
    { $count ->
        [zero] لم تعد لديك دعوة أخرى سارية.
        [one] لا تزال لديك دعوة أخرى سارية.
        [two] لا تزال لديك دعوتان أخريان ساريتان.
        [few] لا تزال لديك { $count } دعوات أخرى سارية.
        [many] لا تزال لديك { $count } دعوة أخرى سارية.
       *[other] لا تزال لديك { $count } دعوة أخرى سارية.
    }
ended-cancel =
    { $count ->
        [zero] إلغاء الدعوات
        [one] إلغاء الدعوة
        [two] إلغاء الدعوتين
        [few] إلغاء الدعوات كلها ({ $count })
        [many] إلغاء الدعوات كلها ({ $count })
       *[other] إلغاء الدعوات كلها ({ $count })
    }
ended-cancelled =
    { $count ->
        [zero] أُلغيت الدعوات. لم يعد أحد يستطيع الدخول بها.
        [one] أُلغيت الدعوة. لم يعد أحد يستطيع الدخول بها.
        [two] أُلغيت الدعوتان. لم يعد أحد يستطيع الدخول بهما.
        [few] أُلغيت الدعوات كلها وعددها { $count }. لم يعد أحد يستطيع الدخول بها.
        [many] أُلغيت الدعوات كلها وعددها { $count }. لم يعد أحد يستطيع الدخول بها.
       *[other] أُلغيت الدعوات كلها وعددها { $count }. لم يعد أحد يستطيع الدخول بها.
    }
ended-fraud = أظن أنه كان احتيالًا

## What happened, after the end

summary-title = ما حدث
summary-when = { $when }، المدة { $time }، من { $address }
summary-save = حفظ التقرير
summary-print = طباعة التقرير
summary-saved = حُفظ: { $path }
summary-printed = أُرسل التقرير إلى الطابعة.
summary-opened = لا تقبله أي طابعة مباشرة. حُفظ التقرير ويُفتح في برنامج يستطيع طباعته: { $path }
summary-kept = لا تقبله أي طابعة، ولم يفتحه أي برنامج. حُفظ التقرير هنا: { $path }
summary-file-name = مساعدة { $when }.txt

## "I think it was a fraud": what to do next, in general words and without numbers, which grow old

fraud-title = إن كان احتيالًا
fraud-calm = لم يعد أحد يرى شاشتك. المحتالون متمرسون، ويحدث هذا لأشخاص حذرين. وما تفعله في الساعة القادمة مفيد.
fraud-step = { $number }. { $what }
fraud-call = أنهِ المكالمة
fraud-call-how = أنهِ الاتصال ولا ترد إن اتصلوا مجددًا. قد يقولون إنهم بنكك أو الشرطة أو من يعيد إليك مالك: هم الأشخاص أنفسهم.
fraud-bank = اتصل ببنكك
fraud-bank-how = استخدم الرقم المكتوب على بطاقتك أو على كشف حساب، ولا تستخدم رقمًا أعطوك إياه. اطلب إيقاف بطاقاتك وخدمتك المصرفية عبر الإنترنت، حتى إن بدا أن شيئًا لم يُفقد. وإن اشتريت لهم بطاقات هدايا فاتصل بالشركة البائعة واحتفظ بالبطاقات والإيصال.
fraud-computer = افصل هذا الكمبيوتر عن الشبكة
fraud-computer-how = إن أمكنهم استخدام فأرتك ولوحة مفاتيحك، فأطفئ الشبكة اللاسلكية أو انزع السلك. ودع شخصًا تعرفه يفحص الكمبيوتر قبل أن تستخدمه مجددًا للبنك أو البريد.
fraud-passwords = غيّر كلمات مرورك
fraud-passwords-how = على كمبيوتر آخر أو هاتف: أولًا كلمة مرور بريدك، ثم كلمة مرور بنكك، ثم كل كلمة مرور كتبتها أو ظهرت على الشاشة.
fraud-police = أبلغ الشرطة
fraud-police-how =
    { $country ->
        [GB] أبلغ الشرطة: تتلقى الخدمة الوطنية لبلاغات الاحتيال البلاغات عبر الإنترنت والهاتف، وفي اسكتلندا تتلقاها الشرطة.
        [US] أبلغ الشرطة المحلية ولجنة Federal Trade Commission ومركز شكاوى جرائم الإنترنت التابع لمكتب FBI.
       *[other] أبلغ الشرطة في أحد مراكزها أو عبر الإنترنت.
    } وافعل ذلك أيضًا إن لم يؤخذ شيء. فما سجله Lifeline والرسائل ورقم الهاتف يساعدهم.
fraud-later = في الأسابيع القادمة
fraud-later-how = راجع حساباتك كل يوم. وأخبر شخصًا تثق به بما حدث: فمن حُذّر يصعب خداعه.
fraud-keep = للبنك والشرطة: ما حدث كما سجله هذا الكمبيوتر.
ended-in-force = الدعوات السارية
end-again-remedy = إذا كنت لا تزال بحاجة إلى المساعدة، فأخبر مساعدك، أو اطلب المساعدة مجددًا.
end-stopped-what = أوقفت المشاركة.
end-stopped-why = لم يعد أحد يرى شاشتك.
end-stopped-remedy = إذا كنت لا تريد أن يعود أحد، فألغِ الدعوة.
end-closed-what = انتهت المساعدة.
end-closed-why = أُغلق Lifeline هنا، ولم يعد أحد يرى شاشتك.
end-closed-remedy = افتح Lifeline مجددًا إذا كنت لا تزال بحاجة إلى المساعدة؛ تبقى دعوتك صالحة حتى تنقضي مدتها.
end-window-what = أغلق برنامج آخر نافذة Lifeline، ومعها الشريط.
end-window-why = لذلك انتهى كل شيء: لا أحد يرى هذا الكمبيوتر أو يستخدمه.
end-window-remedy = اطلب المساعدة مجددًا إن كنت لا تزال تحتاج إليها.
all-closed-what = أُنهي كل شيء، وأُغلقت كل مداخل الاتصال.
all-closed-why = لا أحد يرى شاشتك، وأُلغيت كل الدعوات.
all-closed-remedy = إن اتصل بك أحد هاتفيًا وطلب منك هذا، فأنهِ المكالمة ولا تخبره بشيء آخر.
all-closed-offers-why = لا أحد يرى شاشتك. أُلغيت كل الدعوات، ولا تُقبل عروض المساعدة.
all-closed-offers-remedy = إن اتصل بك أحد هاتفيًا وطلب منك هذا، فأنهِ المكالمة ولا تخبره بشيء آخر. يمكن أن تصل عروض المساعدة من جديد عندما تفتح Lifeline في المرة القادمة.
end-left-what = غادر مساعدك.
end-left-why = أنهى المساعدة من جهته، ولم يعد أحد يرى شاشتك.
end-left-remedy = إذا كنت لا تزال بحاجة إلى المساعدة، فأخبره، أو اطلب المساعدة مجددًا.
end-lost-what = انقطع الاتصال بمساعدك.
end-lost-why = توقف كمبيوتره، أو انقطعت إحدى شبكتيكما.
end-lost-remedy = يستطيع مساعدك الاتصال مجددًا ما دامت الدعوة سارية؛ وتُسأل عندئذ مجددًا.
end-refused-what = لم يُسمح لمساعدك بالدخول.
end-refused-why = لم تسمح برؤية شاشتك، ولم يُرَ منها شيء.
end-refused-remedy = إذا كنت لا تتوقع عودته، فألغِ الدعوة.
end-unanswered-what = لم يُسمح لمساعدك بالدخول.
end-unanswered-why = لم يُجب أحد عن السؤال في الوقت المحدد، فعُدّ ذلك رفضًا.
end-unanswered-remedy = اطلب من مساعدك الاتصال مجددًا وأنت هنا.
end-screen-what = لم يعد من الممكن عرض شاشتك.
end-screen-why = يقول النظام: { $why }.
end-screen-remedy = اطلب المساعدة مجددًا عندما تعود شاشتك.
end-desktop-what = لم تُعرض شاشتك.
end-desktop-why = سمحتَ بذلك في Lifeline، لكن سؤال سطح المكتب رُفض أو أُغلق أو بقي بلا جواب.
end-desktop-remedy = إذا كنت تريد المساعدة، فاطلب من مساعدك الاتصال مجددًا، واختر الشاشة عندما يسألك سطح المكتب.
end-replaced-what = اتصل مساعدك من جديد.
end-replaced-why = انقطع اتصاله الأول، فأُغلق.
end-replaced-remedy = أجب عن السؤال الجديد.
not-recorded-what = لا يُسجَّل ما يحدث هنا.
not-recorded-why = تعذّرت الكتابة في السجل: { $why }.
not-recorded-locked = يحجز برنامج آخر السجل لنفسه (الملف journal.lock).
not-recorded-silent = القرص الذي فيه السجل لا يستجيب.
not-recorded-remedy = تستمر المساعدة. تحقق مما إذا كان القرص ممتلئًا أو غير متاح؛ وما يحدث بعد إصلاحه يُسجَّل من جديد.
history-none-what = تعذّرت قراءة السجل.
history-none-remedy = حاول مجددًا، أو انظر في المجلد المذكور في الرسالة.
record-started = أصبح Lifeline جاهزًا لطلب المساعدة.
record-stopped = أُغلق Lifeline.
record-invited = أنشأت دعوة { $detail }.
record-invited-for = أنشأت دعوة مدتها { $time }.
record-addresses = تذكر الدعوة هذه العناوين: { $detail }.
record-cancelled = ألغيت دعوة.
record-all-closed = أبلغت عن أمر مريب: أُغلقت كل مداخل الاتصال.
record-expired = انتهت صلاحية دعوة.
record-closed = أُغلقت دعوة: أُدخلت كلمة مرور خاطئة خمس مرات.
record-reached = استجاب كمبيوتر الطرف الآخر.
record-accepted = كانت كلمة المرور صحيحة، وسُئل الشخص الذي تساعده.
record-offer-accepted = عرضت المساعدة، وسُئل الشخص الذي تساعده.
record-offered = عرض المساعدةَ شخص من قائمة المساعدين.
record-offer-refused = رُفض عرض مساعدة ({ $detail }).
record-offer-busy = رُفض عرض مساعدة: كان أحدهم يساعد من قبل.
record-offers-confirmed = أكدت تغييرًا في ما هو مسموح به هنا.
record-offers-put-back = أعدت ما هو مسموح به هنا إلى ما كان عليه قبل تحكم أحد المساعدين.
record-key-known = أدخل أحدهم كلمة المرور الصحيحة، ومفتاحه معروف هنا.
record-i-called = قلت إنك أنت من اتصل.
record-they-called = قلت إن الاتصال جاءك.
record-connected = أدخل أحدهم كلمة المرور الصحيحة.
record-dialled = اتصل كمبيوترك بمساعدك بناءً على رده.
record-wrong-password = أدخل أحدهم كلمة مرور خاطئة.
record-too-soon = عاد فورًا شخص لم يُسمح له بالدخول. لم تُسأل عنه.
record-view-allowed = سمحت برؤية شاشتك.
record-saw = سمح لك الشخص الذي تساعده برؤية شاشته.
record-view-refused = لم تسمح برؤية شاشتك.
record-view-unanswered = لم يُجب أحد عن طلب رؤية شاشتك: فذلك رفض.
record-control-asked = طلب مساعدك استخدام فأرتك ولوحة مفاتيحك.
record-asked-control = طلبت استخدام فأرة الشخص الذي تساعده ولوحة مفاتيحه.
record-control-allowed = سمحت باستخدام فأرتك ولوحة مفاتيحك.
record-controlled = سمح لك الشخص الذي تساعده باستخدام فأرته ولوحة مفاتيحه.
record-control-refused = رُفض التحكم.
record-control-unanswered = لم يُجب أحد عن طلب استخدام فأرتك ولوحة مفاتيحك: فذلك رفض.
record-control-ended = انتهى التحكم.
record-control-forbidden = قواعد هذا الكمبيوتر لا تسمح بالتحكم.
record-paused = أُوقفت المشاركة مؤقتًا.
record-paused-hidden = أُوقفت المشاركة مؤقتًا، لأن الشريط الذي يدل عليها حُجب.
record-paused-interrupted = أُوقفت المشاركة مؤقتًا، لأن سطح المكتب قطع صورته، كما يحدث عند تغيّر شاشة.
record-resumed = استُؤنفت المشاركة.
record-asked-again = تقضي قواعد هذا الكمبيوتر بأن تُسأل مجددًا.
record-time-up = انقضت أطول مدة تسمح بها قواعد هذا الكمبيوتر.
record-session-forbidden = لم تعد قواعد هذا الكمبيوتر تسمح بهذا.
record-invitation-forbidden = قواعد هذا الكمبيوتر لا تسمح بإنشاء دعوة.
record-stranger = لم تسمح قواعد هذا الكمبيوتر بدخول أحدهم.
record-stranger-key = لم تسمح قواعد هذا الكمبيوتر بدخول أحدهم: ليس من المساعدين المعتمدين هنا.
record-stranger-outside = لم تسمح قواعد هذا الكمبيوتر بدخول أحدهم: جاء من شبكة أخرى.
record-ended-you = أنت أنهيتها.
record-ended-helper = أنهاها مساعدك.
record-ended-novice = أنهاها الشخص الذي تساعده.
record-ended-lost = انقطع الاتصال.
record-ended-refused = كان الجواب بالرفض.
record-ended-desktop = لم يُجب أحد بنعم عن سؤال سطح المكتب.
record-ended-unanswered = لم يُجب أحد عن السؤال.
record-ended-closed = أُغلق Lifeline.
record-ended-window = أغلق برنامج آخر نافذة Lifeline.
record-ended-novice-closed = أغلق الشخص الذي تساعده Lifeline.
record-ended-screen = لم يعد من الممكن عرض الشاشة.
record-ended-protocol = لم يفهم أحد البرنامجين الآخر.
record-ended-replaced = كان الاتصال مقطوعًا، وحل محله اتصال آخر.
record-ended-password = كانت كلمة المرور خاطئة.
record-ended-no-invitation = لم تعد الدعوة سارية هناك.
record-ended-busy = كان مساعد آخر متصلًا بالفعل.
record-ended-rules = أنهتها قواعد الكمبيوتر.
record-ended-time = انقضت أطول مدة مسموح بها.
record-problem = حدثت مشكلة: { $detail }
record-not-recorded =
    { $count ->
        [zero] لم يتعذّر تسجيل شيء مما حدث
        [one] تعذّر تسجيل أمر واحد مما حدث
        [two] تعذّر تسجيل أمرين مما حدث
        [few] تعذّر تسجيل { $count } أمور مما حدث
        [many] تعذّر تسجيل { $count } أمرًا مما حدث
       *[other] تعذّر تسجيل { $count } أمر مما حدث
    }: كان القرص ممتلئًا، أو لم يستجب.
record-mail-failed = تعذّر إرسال الدعوة بالبريد: { $detail }
record-times =
    تكرر ذلك { $count ->
        [zero] { $count } مرة
        [one] مرة واحدة
        [two] مرتين
        [few] { $count } مرات
        [many] { $count } مرة
       *[other] { $count } مرة
    } بين { $first } و{ $last }.
record-visits = جاء أحدهم، وغادر دون أن يُسمح له بالدخول.
record-from = من { $address }.
history-helped-by = ساعدك أحدهم من { $address }.
history-not-let-in = لم يُسمح بالدخول لأحدهم من { $address }.
history-helped = ساعدت شخصًا عنوانه { $address }.
history-not-helped = لم يُسمح لك بالدخول إلى { $address }.
history-controlled = سُمح برؤية الشاشة وباستخدام الفأرة ولوحة المفاتيح.
history-viewed = سُمح برؤية الشاشة.
history-nothing = لم يُسمح بشيء.
history-no-end = لا يوجد سجل لنهايتها.
log-title = سجل مساعدة واحدة في Lifeline
log-number = رقم هذه المساعدة، وهو نفسه في سجلات الجهازين: { $number }
policy-place = يُبحث عن قواعد هذا الكمبيوتر في { $place }.
policy-not-written = تعذّرت كتابة السياسة في { $path }: { $error }. يستطيع مسؤول النظام كتابتها.
policy-no-file = لا يوجد ملف بهذا الاسم
policy-wrong-line = { $place }، السطر { $line }: { $what }
policy-place-line = { $place }، السطر { $line }
trusted-relative = هذا ليس مسارًا كاملًا يبدأ من الجذر، فقد يدل على ملف مختلف في كل مجلد
trusted-dangling = المسار { $path } غير موجود، مع أن رابطًا يؤدي إليه
trusted-loop = الروابط عند { $path } تدور في حلقة مغلقة
trusted-no-file = المسار { $path } ليس ملفًا عاديًا
trusted-owner = مالك { $path } شخص لا يُعتد بقوله هنا
trusted-writable = يستطيع آخرون الكتابة في { $path }، فلا يُعتد بما فيه
trusted-failed = تعذّر فحص { $path }: { $error }
file-irregular = ليس ملفًا عاديًا
file-too-large = حجمه أكبر مما يمكن أن يبلغه ملف كهذا
history-title = ما حدث
history-more = لعرض ما هو أقدم، استخدم الأمر { $command }.
desk-reading = جارٍ القراءة…
desk-silent-what = قرص هذا الكمبيوتر لا يستجيب.
desk-silent-why = قد يكون مجلدًا على الشبكة لا يمكن الوصول إليه، أو قرصًا معطوبًا.
desk-silent-remedy = يستمر ما بدأته حالما يستجيب القرص. ويبقى إيقاف المشاركة ممكنًا في هذه الأثناء.
settings-title = الإعدادات
settings-look = اللغة والمظهر
settings-language = اللغة
settings-as-system = كما في النظام
settings-text-size = حجم النص
settings-percent = { $percent }٪
settings-brightness = فاتح أو داكن
settings-light = فاتح
settings-dark = داكن
settings-sound = نبّهني بصوت عند طرح سؤال عليّ
settings-fixed = قرّر هذا من يدير هذا الكمبيوتر.
settings-asking = طلب المساعدة
settings-ask = يمكنني طلب المساعدة
settings-official = لا يساعدني إلا من كان مفتاحه معروفًا هنا
settings-official-list = مفاتيحهم في القائمة ضمن «{ home-helpers }». ويفتحون دعواتك كالمعتاد.
settings-limits = ما يُسمح به للمساعدين
settings-control = يمكن للمساعدين استخدام فأرتي ولوحة مفاتيحي إن وافقت
settings-older = يمكنني قبول مساعدين لديهم إصدار قديم من Windows، وحماية اتصالهم ضعيفة
settings-encrypted = لا تُظهر الدعوات شيئًا دون كلمة المرور (لا يستطيع Windows XP فتحها)
settings-again = سؤالي مجددًا عن السماح برؤية شاشتي
settings-again-never = أبدًا
settings-longest = إنهاء المساعدة تلقائيًا
settings-longest-none = أبدًا
settings-minutes =
    { $minutes ->
        [zero] بعد أقل من دقيقة
        [one] بعد دقيقة واحدة
        [two] بعد دقيقتين
        [few] بعد { $minutes } دقائق
        [many] بعد { $minutes } دقيقة
       *[other] بعد { $minutes } دقيقة
    }
settings-network = الشبكة
settings-mapping = مطالبة الراوتر بالسماح بدخول المساعدين من الخارج
settings-internal = المساعدون على هذه الشبكة فقط
settings-spare = تخفيف العبء عن شبكة بطيئة
settings-spare-none = لا
settings-spare-little = قليلًا
settings-spare-more = أكثر
settings-spare-most = قدر الإمكان
settings-records = السجلات
settings-log = كتابة ملف نصي عن كل مساعدة
settings-keep = مدة الاحتفاظ بالسجلات
settings-days =
    { $days ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    }
settings-keep-all = دائمًا
settings-everybody = كل من يستخدم هذا الكمبيوتر
settings-everybody-on = يمكن لكل من يستخدم هذا الكمبيوتر طلب المساعدة.
settings-everybody-off = لا يمكن لأحد ممن يستخدمون هذا الكمبيوتر طلب المساعدة.
settings-everybody-forbid = منع الجميع من طلب المساعدة…
settings-everybody-allow = السماح للجميع بطلب المساعدة…
settings-everybody-explained = يطلب النظام موافقة مسؤول النظام أولًا.
settings-everybody-waits = يطلب النظام الآن موافقة مسؤول النظام.
history-empty = لم يحدث شيء بعد.
switch-what = لم يتغيّر إعداد هذا الكمبيوتر.
switch-remedy = لا يستطيع تغييره إلا مسؤول نظام هذا الكمبيوتر.
elevate-none = لا يملك النظام هنا وسيلة لطلب موافقة مسؤول النظام ({ $error }).
elevate-refused = لم يوافق أي مسؤول نظام.
elevate-untrusted = يلزم أن يعمل البرنامج بصلاحية مسؤول النظام، وربما غيّره شخص آخر: { $why }. ثبّت Lifeline في مكان لا يكتب فيه إلا مسؤولو النظام، أو دع مسؤول النظام يشغّل نسخته هو بالأمر lifeline policy asking on (أو off).
autostart-untrusted = يستطيع آخرون تغيير البرنامج الذي سيبدأ: { $why }
settings-what = لم تُحفظ الإعدادات.
practice-forbidden = من يدير هذا الكمبيوتر لا يسمح بطلب المساعدة ولا بتقديمها، فلا شيء للتجربة.
rules-ask-what = لا يمكنك طلب المساعدة، ولا توجد دعوة سارية.
rules-ask-why = من يدير هذا الكمبيوتر لا يسمح بطلب المساعدة عبر Lifeline.
rules-ask-remedy = اسأل من يدير هذا الكمبيوتر.
rules-own-why = أوقفت طلب المساعدة في الإعدادات.
rules-own-remedy = فعّله هناك، ثم اطلب المساعدة مجددًا.
rules-wrong-why = تعذّرت قراءة قواعد هذا الكمبيوتر: { $wrong }.
rules-unread-what = لم يعد مساعدك يستطيع رؤية هذا الكمبيوتر أو استخدامه.
rules-files = ملفات القواعد
rules-silent = لا تستجيب؛ ربما توقف قرص أو مجلد على الشبكة عن الاستجابة
rules-wrong-remedy = اطلب ممن يدير هذا الكمبيوتر إصلاحها؛ ويبيّن الأمر lifeline policy check موضع الخطأ.
end-forbidden-what = انتهت المساعدة، ولا أحد يرى شاشتك.
end-forbidden-why = من يدير هذا الكمبيوتر لا يسمح بها.
end-forbidden-remedy = اسأل من يدير هذا الكمبيوتر.
end-time-what = انتهت المساعدة، ولا أحد يرى شاشتك.
end-time-why = بلغت أطول مدة يسمح بها من يدير هذا الكمبيوتر.
end-time-remedy = يستطيع مساعدك الاتصال مجددًا ما دامت الدعوة صالحة.
end-protocol-what = أُنهي الاتصال.
end-protocol-why = أرسل برنامج مساعدك شيئًا غير مفهوم.
end-protocol-remedy = اطلب من مساعدك استخدام أحدث إصدار من برنامجه.
gone-what = توقف هذا الجزء من Lifeline.
gone-why = واجه خطأ لا يستطيع تجاوزه؛ ولا أحد يرى شاشتك.
gone-remedy = أغلق Lifeline وافتحه مجددًا.
file-what = تعذّر استخدام الملف { $path }.
file-why = يقول النظام: { $error }.
file-remedy = اختر ملفًا آخر أو مكانًا آخر.
no-window-what = تعذّر فتح نافذة ثانية.
no-window-remedy = أغلق أولًا الدعوة في هذه النافذة، أو افتح الملف من مدير الملفات.

## Helping someone

help-title = مساعدة شخص
help-explained = أرسل إليك الشخص الذي تساعده دعوة، وهي ملف صغير أو نص.
help-open = فتح الدعوة…
help-drop = أو أفلِت الملف فوق هذه النافذة.
help-otherwise = طرق أخرى
help-path = مكان الملف
help-open-path = فتح هذا الملف
help-paste = نص الدعوة
help-use-text = استخدام هذا النص
help-ticket-file = الدعوة: { $name }
help-ticket-text = الدعوة: النص الذي لصقته
help-other-ticket = استخدام دعوة أخرى
help-name = اسمك
help-name-explained = يراه الشخص الذي تساعده عندما يُسأل عنك.
help-password = كلمة المرور
help-password-explained = يخبرك بها الشخص الذي تساعده عبر الهاتف. لا فرق بين الأحرف الكبيرة والصغيرة، ولا أثر للمسافات.
help-connect = اتصال
help-incomplete = اكتب أولًا اسمك وكلمة المرور.
help-connecting-title = جارٍ الاتصال
help-connecting = جارٍ الاتصال بالعنوان { $address } · المدة حتى الآن: { $time }. يجب أن يكون الكمبيوتر الآخر قيد التشغيل، وأن يكون Lifeline مفتوحًا عليه.
help-looking = جارٍ البحث عن كمبيوتر الشخص الذي تساعده · المدة حتى الآن: { $time }. يجب أن يكون قيد التشغيل، وأن يكون Lifeline مفتوحًا عليه.
help-waiting-title = في انتظار الموافقة
help-waiting = في انتظار السماح لك بالرؤية على { $address }: أُرسل السؤال منذ { $asked }. يمكنك الاتصال هاتفيًا بالشخص الذي تساعده في هذه الأثناء.
help-cancel = إلغاء
help-listen = انتظار اتصاله بك…
help-listen-title = في انتظار أن يتصل بك الشخص الذي تساعده
help-listen-making = جارٍ إنشاء رد للشخص الذي تساعده…
help-listen-waiting = في انتظار الشخص الذي تساعده حتى { $until }.
help-listen-explained = أرسل هذا الرد إلى الشخص الذي تساعده عبر الدردشة أو البريد. في صفحة دعوته يختار «{ invitation-connect }» ثم يلصق الرد.
help-listen-reply = ردك
help-listen-copy = نسخ الرد
help-again = إعادة المحاولة
help-ask-again = السؤال مجددًا
help-lost-title = انقطع الاتصال
help-lost =
    توقف الكمبيوتر الآخر، أو انقطعت إحدى الشبكتين. يحاول Lifeline مجددًا بعد { $seconds } ث، للمرة { $count ->
        [1] الأولى
        [2] الثانية
        [3] الثالثة
        [4] الرابعة
        [5] الخامسة
       *[other] الأخيرة
    }. ويُسأل الطرف الآخر مرة أخرى إن كان يسمح لك بالمشاهدة.
help-lost-now = المحاولة الآن
help-lost-stop = إيقاف المحاولة
help-end-own-what = أنهيت المساعدة.
help-end-own-why = لم تعد ترى شاشة الشخص الذي تساعده.
help-end-own-remedy = لا يلزم فعل شيء آخر.
help-end-none-what = هذه ليست دعوة.
help-end-none-why = ربما كان هذا ملفًا آخر، أو جزءًا من النص فقط.
help-end-none-remedy = اختر الملف الذي أُرسل إليك، أو انسخ النص كاملًا.
found-empty-why = إنه فارغ.
found-again-remedy = اطلب إعادة إرسالها في ملف.
found-password-why = هذه كلمة المرور.
found-password-remedy = افتح الدعوة التي أُرسلت إليك، أو الصق نصها؛ وعندها تُطلب منك كلمة المرور.
found-locked-why = إنه ملف مضغوط تحميه كلمة مرور خاصة به.
found-locked-remedy = فك ضغطه أولًا، ثم افتح الملف الذي فيه.
found-archive-why = إنه ملف مضغوط لم يُعثر فيه على دعوة.
found-archive-remedy = فك ضغطه، ثم افتح الملف الذي فيه؛ أو اطلب إرسال الدعوة كما هي.
found-document-why = إنه مستند من برنامج لتحرير النصوص.
found-document-remedy = انسخ منه نص الدعوة والصقه هنا، أو اطلب إرسال الملف الذي أنشأه Lifeline.
found-picture-why = إنها صورة.
found-picture-remedy = اطلب إرسال الملف الذي أنشأه Lifeline أو نصه؛ فالتقاط صورة له لا يكفي.
found-mail-why = إنها رسالة بريد ليس فيها دعوة.
found-mail-remedy = احفظ الملف المرفق بالرسالة، ثم افتحه.
found-page-why = إنها صفحة من المتصفح، ربما من موقع بريد أو موقع لحفظ الملفات.
found-page-remedy = افتح الصفحة، واحفظ منها ملف الدعوة، ثم افتحه.
found-link-why = إنه رابط، وليس الملف الذي يؤدي إليه.
found-rdp-why = إنه ملف لبرنامج آخر هو «سطح المكتب البعيد».
found-rdp-remedy = اطلب دعوة من الشخص الذي تساعده، سواء من «طلب المساعدة» في Lifeline أو من Windows.
found-large-why = إنه أكبر كثيرًا من أي دعوة.
help-end-damaged-what = الدعوة تالفة.
help-end-damaged-why = ربما ضاع جزء منها في الطريق إليك.
help-end-damaged-remedy = اطلب إعادة إرسالها في ملف.
help-end-address-what = لا تذكر الدعوة مكان الكمبيوتر الآخر.
help-end-address-why = ربما لم يكن متصلًا بأي شبكة عند إنشائها.
help-end-address-remedy = اطلب إنشاء دعوة جديدة والكمبيوتر متصل بالشبكة.
help-end-stopped-what = أوقف الشخص الذي تساعده المشاركة.
help-end-stopped-why = ضغط على «{ bar-stop }».
help-end-stopped-remedy = اتصل به هاتفيًا إذا رأيت أنه يحتاج إلى مزيد من المساعدة.
help-end-novice-closed-what = انتهت المساعدة.
help-end-novice-closed-why = أُغلق Lifeline على الكمبيوتر الآخر.
help-end-novice-closed-remedy = اتصل هاتفيًا بالشخص الذي تساعده إذا رأيت أنه يحتاج إلى مزيد من المساعدة.
help-end-screen-what = لم يعد من الممكن عرض شاشة الشخص الذي تساعده.
help-end-screen-why = لم يعد النظام على كمبيوتره يتيحها: ربما سجّل أحدهم الخروج هناك.
help-end-screen-remedy = اتصل به هاتفيًا، وحاول مجددًا عندما تعود شاشته.
help-end-misunderstood-what = أنهى الكمبيوتر الآخر الاتصال.
help-end-misunderstood-why = لم يفهم ما أرسله هذا البرنامج.
help-end-misunderstood-remedy = استخدما أحدث إصدار من البرنامج على الجهازين.
help-end-left-what = أنهى الكمبيوتر الآخر الاتصال.
help-end-left-why = لم يذكر السبب.
help-end-left-remedy = اتصل هاتفيًا بالشخص الذي تساعده إذا رأيت أنه يحتاج إلى مزيد من المساعدة.
help-postponed-title = ليس الآن
help-postponed = لم يُسمح لك بالدخول في المرة الأخيرة، ولذلك لا يُسأل الشخص الذي تساعده مجددًا على الفور. يحاول Lifeline مجددًا بعد هذه المدة: { $left }. يمكنك الاتصال به هاتفيًا في هذه الأثناء.
help-end-soon-why =
    لم يُسمح لك بالدخول في المرة الأخيرة، ولا يُسأل الشخص الذي تساعده مجددًا قبل مرور { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }.
help-end-soon-remedy = اتصل به هاتفيًا، ثم حاول مجددًا.
terminal-postponed =
    لم يُسمح لك بالدخول في المرة الأخيرة. يمكن سؤال الشخص الذي تساعده مجددًا بعد { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }، وعندها يحاول Lifeline مجددًا.
help-end-no-what = لم يُسمح لك برؤية الشاشة.
help-end-no-why = رفض الشخص الذي تساعده، ربما لأنه لم يعرفك.
help-end-no-remedy = اتصل به هاتفيًا، ثم حاول مجددًا.
help-end-desktop-what = لم تُعرض الشاشة.
help-end-desktop-why = وافق الشخص الذي تساعده، لكن سطح مكتبه سأل مرة أخرى، فرُفض السؤال أو أُغلق أو بقي بلا جواب.
help-end-desktop-remedy = أخبره أن سؤالًا ثانيًا يتبع، وفيه يختار الشاشة. ثم اتصل مجددًا.
help-end-silent-what = لم يُجب أحد.
help-end-silent-why = ربما لا يجلس الشخص الذي تساعده أمام كمبيوتره.
help-end-silent-remedy = اتصل به هاتفيًا، ثم حاول مجددًا وهو أمامه.
help-end-password-what = كلمة المرور خاطئة.
help-end-password-why = ربما سُمع حرف أو كُتب على نحو خاطئ.
help-end-password-remedy = اطلب من الشخص الذي تساعده أن يقرأها لك مرة أخرى.
help-end-unknown-what = لا يعرف الكمبيوتر الآخر هذه الدعوة.
help-end-unknown-why = ربما أُلغيت، أو أُنشئت دعوة أحدث منها.
help-end-unknown-remedy = اطلب إرسال دعوة جديدة.
help-end-expired-what = انتهت صلاحية الدعوة.
help-end-expired-why = كانت صالحة لمدة محدودة فقط.
help-end-expired-remedy = اطلب إرسال دعوة جديدة.
help-end-busy-what = هناك مساعد آخر متصل بالفعل.
help-end-busy-why = لا يمكن أن يتصل أكثر من مساعد واحد في الوقت نفسه.
help-end-busy-remedy = اتصل هاتفيًا بالشخص الذي تساعده، وحاول مجددًا عندما يغادر المساعد الآخر.
help-end-closed-what = الدعوة مغلقة.
help-end-closed-why = أُلغيت، أو أُدخلت كلمة مرور خاطئة خمس مرات.
help-end-closed-remedy = اطلب إرسال دعوة جديدة.
help-end-forbidden-what = لم يسمح لك الكمبيوتر الآخر بالدخول.
help-end-forbidden-why = من يديره لا يسمح بذلك، أو لا يسمح به لك.
help-end-forbidden-remedy = اسأل من يدير ذلك الكمبيوتر.
help-end-key-why = لا يسمح إلا بدخول المساعدين الذين يعرف مفاتيحهم، ولا يعرف مفتاحك.
help-end-key-remedy = أعطِ مفتاحك كمساعد (تجده في «{ home-offer }»، أو بالأمر lifeline helper show-key) لمن يتولى القائمة هناك، وافتح الدعوة مجددًا بعد إضافته إليها.
help-end-time-what = انتهت المساعدة.
help-end-time-why = بلغت أطول مدة يسمح بها من يدير الكمبيوتر الآخر.
help-end-time-remedy = افتح الدعوة مجددًا إذا كان الشخص الذي تساعده لا يزال بحاجة إليك.
help-end-replaced-what = فُتحت الدعوة مجددًا.
help-end-replaced-why = لم يعد هذا الاتصال يستجيب، فحل محله الاتصال الأحدث.
help-end-replaced-remedy = تابع في الاتصال الأحدث. وإذا لم تكن أنت من فتحه، فاتصل هاتفيًا بالشخص الذي تساعده.
help-end-version-what = يستخدم البرنامج الآخر إصدارًا مختلفًا من المساعدة عن بُعد.
help-end-version-why = لا يشترك البرنامجان في أي إصدار.
help-end-version-remedy = اطلب من الشخص الذي تساعده استخدام أحدث إصدار من برنامجه.
help-end-forbidden-here-what = لا يمكنك مساعدة أحد من هذا الكمبيوتر.
help-end-forbidden-here-why = من يديره لا يسمح بذلك.
help-end-forbidden-here-remedy = اسأل من يديره، أو ساعِد من كمبيوتر آخر.
help-end-lost-what = انقطع الاتصال.
help-end-lost-why = توقف الكمبيوتر الآخر، أو انقطعت إحدى شبكتيكما.
help-end-lost-remedy = حاول مجددًا؛ وعندها يُسأل الشخص الذي تساعده مرة أخرى.
help-end-unreachable-what = تعذّر الوصول إلى الكمبيوتر الآخر.
help-end-unreachable-why = ربما كان مطفأً، أو أُغلق Lifeline عليه، أو أُلغيت الدعوة أو انتهت، أو أن شبكة بينكما لا تسمح بدخول أحد.
help-end-unreachable-remedy = اطلب من الشخص الذي تساعده فتح Lifeline، ثم حاول مجددًا أو اطلب دعوة جديدة.
help-end-listen-what = لا يستطيع هذا الكمبيوتر استقبال اتصال الشخص الذي تساعده.
help-end-listen-remedy = تحقق من شبكتك، ثم حاول مجددًا.
help-end-kept-what = لم تُعرض أي مساعدة: تعذّر استخدام ما يحفظه Lifeline عن أجهزة الكمبيوتر الأخرى.
help-end-unable-what = لم يستطع هذا الكمبيوتر أداء دوره.
help-end-unable-why = تعطّل جزء من Lifeline؛ ويبيّن ملف التسجيل أي جزء.
help-end-unable-remedy = أغلق Lifeline وافتحه مجددًا، ثم حاول مرة أخرى.
help-end-listen-address = ليس لهذا الكمبيوتر عنوان.
help-end-nobody-what = لم يتصل أحد.
help-end-nobody-why = ربما لم يصل ردك، أو لم يُستخدم في الوقت المحدد؛ أو أن شبكة بينكما لا تسمح بدخول أحد إليك أيضًا.
help-end-nobody-remedy = اتصل هاتفيًا بالشخص الذي تساعده، ثم حاول مجددًا: فهو يحتاج إلى الرد الجديد.
help-end-pin-what = الكمبيوتر الذي أجاب ليس الكمبيوتر الذي أنشأ الدعوة.
help-end-pin-why = ربما كانت الدعوة قديمة، أو أن أحدًا في الطريق ينتحل صفة الشخص الذي تساعده.
help-end-pin-remedy = لا تتابع. اتصل هاتفيًا بالشخص الذي تساعده، واطلب دعوة جديدة.
help-end-weak-what = يحمي البرنامج الآخر الاتصال حماية ضعيفة جدًا.
help-end-weak-why = لا يوفر إلا حماية معروف أنها مخترقة.
help-end-weak-remedy = اطلب من الشخص الذي تساعده استخدام برنامج أحدث.
help-end-protocol-what = أُنهي الاتصال.
help-end-protocol-why = أرسل البرنامج الآخر شيئًا غير مفهوم.
help-end-protocol-remedy = حاول مجددًا؛ وإذا استمرت المشكلة، فليستخدم كل منكما أحدث إصدار.
help-end-other-what = أنهى البرنامج الآخر الاتصال.
help-end-other-why = ذكر السبب { $code }، ولا اسم له هنا.
help-end-other-remedy = اتصل هاتفيًا بالشخص الذي تساعده، ثم حاول مجددًا.

## The viewer

viewer-title = «{ $name }» · Lifeline
viewer-picture = شاشة الشخص الذي تساعده
viewer-request = طلب التحكم
viewer-withdraw = سحب الطلب
viewer-give-back = إعادة التحكم
viewer-fit = ملاءمة
viewer-actual-size = الحجم الفعلي
viewer-larger = تكبير
viewer-smaller = تصغير
viewer-size = الحجم: { $percent }٪
viewer-percent = { $percent }٪
viewer-size-explained = حجم عرض الشاشة
viewer-screens = جميع الشاشات
viewer-screens-explained = أي شاشة من شاشاته تُعرض
viewer-screen = الشاشة { $number }
viewer-screen-main = الشاشة { $number } (الرئيسية)
viewer-screen-next = عرض الشاشة التالية، وبعد الأخيرة جميعها
viewer-keys = مفاتيح
viewer-save = حفظ الصورة
viewer-save-path = حفظ الصورة باسم
viewer-save-here = حفظ الصورة هنا
viewer-file-name = الشاشة.png
viewer-saved = تم الحفظ: { $path }
viewer-copy = نسخ الصورة
viewer-copied = نُسخت الصورة. الصقها في برنامج آخر.
viewer-full-screen = ملء الشاشة
viewer-window = إنهاء ملء الشاشة
viewer-figures = القياسات
viewer-more = المزيد
viewer-more-explained = ما لا يتسع له المكان بجانبه
viewer-end = إنهاء
viewer-seeing = يمكنك رؤية شاشة الشخص الذي تساعده
viewer-controlling = يمكنك استخدام فأرة الشخص الذي تساعده ولوحة مفاتيحه
viewer-has-all-keys = تذهب كل المفاتيح إلى الحاسوب الآخر، ومنها Super وAlt+Tab. يعيدها { $keys } إلى هنا.
viewer-input-refused = لم يصل بعض ما كتبته أو نقرته: لا وجود لهذا المفتاح هناك، أو أن الشخص يستخدم فأرته بنفسه الآن. حاول مرة أخرى أو جرّب طريقة أخرى.
viewer-paused = أوقف الشخص الذي تساعده المشاركة مؤقتًا
viewer-paused-hidden = المشاركة متوقفة مؤقتًا: شيء ما يحجب عن الشخص الذي تساعده الشريط الذي يدل على المشاركة. يمكنه المتابعة حالما يراه.
viewer-paused-interrupted = المشاركة متوقفة مؤقتًا: قطع سطح مكتب الشخص الذي تساعده الصورة، كما يحدث عند تغيّر شاشة. ستعود حالما يجيب عن سؤال سطح مكتبه، إن طرح سؤالًا.
viewer-system-asks = يطرح Windows على الشخص سؤالًا لا يجيب عنه أحد غيره، أو أن شاشته مقفلة. ستعود الصورة من تلقاء نفسها.
viewer-paused-old = ترى الشاشة كما كانت منذ { $since }.
viewer-request-paused = المشاركة متوقفة مؤقتًا. اطلب التحكم عند استئنافها.
viewer-shortcuts = الاختصارات
viewer-requested = طلبت التحكم منذ { $asked }؛ في انتظار القرار
viewer-refused = لم يُسمح لك باستخدام الفأرة ولوحة المفاتيح
viewer-refused-desktop = سأل سطح المكتب هناك مرة أخرى ولم يُجب أحد بنعم: لا تحكم لديك
viewer-refused-impossible = لا يسمح الكمبيوتر هناك باستخدام الفأرة ولوحة المفاتيح عن بُعد
viewer-control-ended = انتهى تحكمك؛ ولا يزال بإمكانك المشاهدة
viewer-delay = التأخير { $delay }
viewer-screen-size = { $width } في { $height }
viewer-named = اسمك هناك «{ $name }»
keys-ctrl-alt-del = إرسال Ctrl+Alt+Del
keys-escape = إرسال Esc
keys-windows = إرسال مفتاح Windows
keys-alt-tab = إرسال Alt+Tab
keys-alt-f4 = إرسال Alt+F4
keys-ctrl-escape = إرسال Ctrl+Esc
keys-print = إرسال Print Screen
keys-physical = إرسال المفاتيح بحسب موضعها
keys-physical-explained = للألعاب والاختصارات: يتحدد ما يُكتب بتخطيط لوحة المفاتيح هناك، لا بتخطيط لوحتك.
keys-tool-bar = تنتقل لوحة المفاتيح من الصورة إلى الأدوات
keys-no-control = يمكنك إرسال هذه المفاتيح بعد حصولك على التحكم.
viewer-all-keys = إرسال كل المفاتيح، ومنها Super وAlt+Tab
viewer-own-keys = إبقاء Super وAlt+Tab هنا
shortcuts-title = الاختصارات
shortcuts-close = إغلاق
viewer-another = مساعدة شخص آخر…
shortcut = Ctrl+Alt+{ $key }
key-enter = Enter
key-home = Home
key-end = End
sheet-control = طلب التحكم أو سحب الطلب أو إعادة التحكم
sheet-full-screen = ملء الشاشة والعودة إلى النافذة
sheet-all-keys = إرسال كل المفاتيح، ومنها Super وAlt+Tab، أو إبقاؤها هنا
sheet-end = إنهاء المساعدة
figures-frames = الصور: { $frames }
figures-a-second = { $count } في الثانية
figures-delay = التأخير: { $delay }
figures-rate = المعدل: { $rate }
figures-size = الشاشة هناك: { $width } في { $height }
figures-protection = الحماية: { $protection }
figures-share = الطريقة { $way }: { $bytes } بالمئة من البيانات، و{ $pixels } بالمئة من المساحة
figures-unknown = غير معروف
figures-under-a-millisecond = أقل من 1 ملي ثانية
figures-milliseconds = { $delay } ملي ثانية
figures-megabits = { $rate } ميغابت/ث
figures-kilobits = { $rate } كيلوبت/ث
figures-explained = الوقت الذي تستغرقه رسالة إلى الكمبيوتر الآخر ذهابًا وإيابًا، بعد الصور التي في الطريق، ومقدار ما يصل من هناك.
figures-rate-explained = مقدار ما يصل من الكمبيوتر الآخر.
protection-both = حماية قوية
protection-tls = اتصال محمي
protection-weak = حماية ضعيفة
protection-both-in-full = بروتوكول TLS 1.3 وبداخله RC4-128
protection-tls-in-full = TLS
protection-weak-in-full = تشفير RC4-128 وحده

## File dialogs

dialog-save = حفظ الدعوة
dialog-open = فتح دعوة
dialog-save-picture = حفظ الصورة
dialog-invitations = الدعوات
dialog-pictures = الصور
dialog-all = كل الملفات

## Practice

practice-novice = الشخص الذي يتلقى المساعدة
practice-expert = المساعد
practice-name = مساعد التدريب
practice-starting = جارٍ إنشاء دعوة للتدريب…
practice-expert-waits = في انتظار دعوة الشخص الذي يتلقى المساعدة.
practice-ended = بعد مساعدة حقيقية تقرأ هنا ما حدث، ويمكنك إلغاء الدعوة.
practice-close = إنهاء التدريب

## The mail with an invitation

mail-subject = أحتاج إلى مساعدتك في الكمبيوتر
mail-body =
    مرحبًا،
    
    أحتاج إلى مساعدتك في الكمبيوتر. دعوتي مرفقة بهذه الرسالة.
    
    يمكن فتحها في Lifeline («مساعدة شخص» ثم «فتح الدعوة»)، أو في Windows بنقرة مزدوجة تفتح «المساعدة عن بُعد في Windows».
    ستُطلب كلمة مرور أخبرك بها عبر الهاتف.
mail-what = لم يُفتح برنامج البريد.
mail-bad-address = هذا ليس عنوان بريد.
mail-no-program = لا يستجيب أي برنامج بريد على هذا الكمبيوتر.
mail-webmail = يُقرأ البريد هنا في المتصفح، ولا يقبل المتصفح مرفقات من برامج أخرى.
mail-remedy = اكتب رسالة بنفسك وأرفق بها هذا الملف: { $path }
no-screen-what = لا توجد هنا شاشة يمكن عرضها.
no-screen-why = لا يعمل هنا سطح مكتب، أو لا تستجيب شاشته.
no-screen-remedy = شغّل Lifeline على سطح مكتب الكمبيوتر الذي يحتاج إلى المساعدة.
no-portal-what = لا يستطيع سطح المكتب هذا عرض شاشته بعد.
no-portal-why = إنه سطح مكتب Wayland تُشارَك شاشته عبر بوابته، ولا تستجيب هنا بوابة قادرة على ذلك.
no-portal-remedy = ثبّت PipeWire وxdg-desktop-portal والجزء الخاص بسطح مكتبك: xdg-desktop-portal-gnome أو xdg-desktop-portal-kde أو xdg-desktop-portal-wlr (بهذه الأسماء في apt وdnf وpacman). ثم سجّل الدخول من جديد.
no-opengl-why = إنه KDE Plasma، ومدير نوافذه KWin يرسم هنا من دون بطاقة رسوميات. ولا يشارك KWin إلا شاشة يرسمها ببطاقة رسوميات.
no-opengl-remedy = ثبّت برنامج تشغيل بطاقة الرسوميات أو فعّله (أو فعّل بطاقة رسوميات الحاسوب الافتراضي إن كان هذا حاسوبًا افتراضيًا)، أو استخدم سطح مكتب آخر. ثم سجّل الدخول من جديد.
mac-screen-recording = حين تطلب المساعدة وتسمح بذلك، يرى مساعدك ما على هذه الشاشة.
mac-accessibility = حين تسمح بذلك، يستخدم مساعدك فأرتك ولوحة مفاتيحك لبعض الوقت.
mac-local-network = يتصل كمبيوترا الشخصين أحدهما بالآخر مباشرةً، وداخل شبكتك أيضًا.
mac-invitation = دعوة مساعدة عن بُعد
no-recording-what = لا يسمح هذا الـ Mac لبرنامج Lifeline برؤية شاشته بعد.
no-recording-why = لا يعرض macOS الشاشة إلا للبرامج التي سمحت لها بتسجيلها.
no-recording-remedy = افتح إعدادات النظام، ثم الخصوصية والأمان، ثم تسجيل الشاشة وصوت النظام، وشغّل Lifeline. ثم أعد تشغيل Lifeline.
works-all = يستطيع مساعدك هنا رؤية الشاشة، واستخدام الفأرة ولوحة المفاتيح إن سمحت بذلك؛ والمفتاح Esc يستعيدهما.
works-no-escape = يستطيع مساعدك هنا رؤية الشاشة، واستخدام الفأرة ولوحة المفاتيح إن سمحت بذلك. الزر «{ bar-take-back }» في الشريط يستعيدهما؛ أما المفتاح Esc فلا يفعل ذلك هنا.
works-shortcut = يستطيع مساعدك هنا رؤية الشاشة، واستخدام الفأرة ولوحة المفاتيح إن سمحت بذلك. الزر «{ bar-take-back }» في الشريط يسحب ذلك، وكذلك Ctrl+Shift+Esc إن سمحت بهذه المفاتيح حين يسألك سطح المكتب؛ أما Esc وحده فلا يفعل ذلك هنا.
works-view = على سطح المكتب هذا يستطيع مساعدك رؤية شاشتك بعد أن يسألك سطح المكتب مرة أخرى. ولا يستطيع بعد استخدام الفأرة ولوحة المفاتيح هنا.
works-accessibility = يستطيع مساعدك هنا رؤية الشاشة. ولاستخدام الفأرة ولوحة المفاتيح شغّل Lifeline أولًا في إعدادات النظام، ضمن الخصوصية والأمان ثم تسهيلات الاستخدام، ثم أعد تشغيل Lifeline.
home-missing-what = لا يوجد مكان لملفات Lifeline.
home-missing-remedy = عيّن متغير البيئة HOME ثم شغّل Lifeline مجددًا.

## Who reaches this computer

doctor-listen = يستطيع Lifeline استقبال الاتصالات على هذا الكمبيوتر (المنفذ { $port }).
doctor-listen-not = لا يستطيع Lifeline استقبال الاتصالات على هذا الكمبيوتر: { $why }.
doctor-addresses = عناوين هذا الكمبيوتر: { $addresses }.
doctor-addresses-none = ليس لهذا الكمبيوتر عنوان على الشبكة.
doctor-router = يسمح الراوتر بدخول المساعدين عندما يُطلب منه ذلك (أعطى العنوان { $address }).
doctor-router-by = يسمح الراوتر بدخول المساعدين عندما يُطلب منه ذلك بواسطة { $protocol } (أعطى العنوان { $address }).
doctor-router-not-asked = لم يُطلب من الراوتر السماح بدخول المساعدين.
doctor-router-forbidden = من يدير هذا الكمبيوتر لا يسمح بطلب ذلك من الراوتر.
doctor-firewall-open = لا يمنع أي جدار حماية على هذا الكمبيوتر دخول المساعدين.
doctor-firewall-blocked = يمنع جدار الحماية على هذا الكمبيوتر ({ $name }) دخول المساعدين.
doctor-firewall-unknown = لا يمكن معرفة ما إذا كان جدار الحماية على هذا الكمبيوتر ({ $name }) يسمح بدخول المساعدين.
doctor-same-network-yes = يستطيع من هو على الشبكة نفسها الوصول إليك.
doctor-same-network-no = لا يستطيع أحد على الشبكة نفسها الوصول إليك.
doctor-same-network-perhaps = يستطيع من هو على الشبكة نفسها الوصول إليك إذا سمح له جدار الحماية بالدخول.
doctor-internet-yes = يستطيع مساعد في مكان آخر الوصول إليك عبر الإنترنت.
doctor-internet-no = لا يستطيع مساعد في مكان آخر الوصول إليك عبر الإنترنت.
doctor-internet-perhaps = يستطيع مساعد في مكان آخر الوصول إليك عبر الإنترنت إذا سمح له جدار الحماية بالدخول.
doctor-ipv6-yes = يستطيع مساعد لديه IPv6 الوصول إليك.
doctor-ipv6-no = لا يستطيع أي مساعد الوصول إليك عبر IPv6.
doctor-ipv6-perhaps = يستطيع مساعد لديه IPv6 الوصول إليك إذا سمح له الراوتر بالدخول، ولا يمكن معرفة ذلك من هنا.
doctor-other-perhaps = يمكن أيضًا أن ينتظر مساعدك أن تتصل به أنت، إذا كانت شبكته تسمح لك بالدخول.
doctor-other-no = لا يمكنك الاتصال بمساعد أيضًا، لأن هذا الكمبيوتر غير متصل بالإنترنت.
doctor-do-firewall = للسماح بدخول المساعدين، اكتب هذا في الطرفية: { $command }
doctor-do-administrator = شغّل الأمر lifeline doctor بصلاحية مسؤول النظام لمعرفة ما يفعله جدار الحماية.
doctor-do-router-anyway = إذا كنت تثق بهذه الشبكة، فاطلب ذلك من الراوتر رغم هذا: lifeline ask --router always
doctor-do-forward = فعّل UPnP أو PCP أو NAT-PMP في إعدادات الراوتر، أو اجعله يعيد توجيه منفذ TCP رقم { $port } إلى { $address }.
doctor-do-provider = اطلب من مزوّد الإنترنت عنوانًا عامًا خاصًا بك، إذا أردت أن يصل إليك المساعدون.
doctor-do-other-way-round = أو دع مساعدك ينتظرك: يختار «{ help-listen }»، وتلصق أنت الرد الذي يرسله إلى جانب دعوتك.
doctor-do-connect = صِل هذا الكمبيوتر بشبكة.
doctor-do-ask-who-manages = من يدير هذا الكمبيوتر هو من يقرر من يمكنه مساعدتك: اسأله.
doctor-do-new-invitation = أنشئ دعوة جديدة: يسمح الراوتر الآن بدخول المساعدين، وهذه الدعوة لا تذكر ذلك.

## The terminal

terminal-lost =
    { $count ->
        [zero] طُبعت كل الأسطر
        [one] لم يُطبع سطر واحد
        [two] لم يُطبع سطران
        [few] لم تُطبع { $count } أسطر
        [many] لم يُطبع { $count } سطرًا
       *[other] لم يُطبع { $count } سطر
    }: لا شيء يقرأ ما يطبعه هذا البرنامج.
terminal-no-display = لا يوجد سطح مكتب هنا، لذا يجري كل شيء في هذه الطرفية.
terminal-invitation = أرسل الملف إلى مساعدك. وأخبره بكلمة المرور عبر الهاتف، ولا ترسلها أبدًا في الرسالة نفسها.
terminal-reply = أرسل هذا الرد إلى الشخص الذي تساعده عبر الدردشة أو البريد. يكتب عنده connect ثم الرد، أو يلصق الرد إلى جانب دعوته في النافذة. الرد صالح حتى { $until }.
terminal-stop-cancels = اكتب stop ثم اضغط Enter لإلغاء الدعوة.
terminal-answer =
    اكتب y ثم اضغط Enter للسماح، أو n ثم اضغط Enter للرفض. وإن لم تُجب خلال { $seconds ->
        [zero] أقل من ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
        [many] { $seconds } ثانية
       *[other] { $seconds } ثانية
    }، فذلك رفض.
terminal-answer-caller = اكتب y ثم اضغط Enter إذا كنت أنت من اتصل وتسمح برؤية شاشتك: تُحتسب بعد { $wait } ث، وحتى ذلك الحين تسحبها n. اكتب they-called إذا اتصل بك أحد، أو n للرفض. ومن دون جواب يكون الرد بالرفض بعد { $seconds } ث.
terminal-caller-first = قلت إن أحدًا اتصل بك. إن كان ذلك خطأ، فاكتب i-called ثم اضغط Enter.
terminal-i-called = خذ وقتك. بعد { $seconds } ث يمكنك كتابة y ثم الضغط على Enter للسماح.
terminal-allow-now = يمكنك الآن كتابة y ثم الضغط على Enter للسماح.
terminal-yes-waits = تُحتسب موافقتك بعد { $seconds } ث. وحتى ذلك الحين تسحبها n ثم Enter.
terminal-they-called = اكتب end-everything ثم اضغط Enter. وإن كان ذلك خطأ، فاكتب i-called ثم اضغط Enter.
terminal-too-early = كُتب هذا قبل أن تتسنى قراءة السؤال، فلا يُحتسب.
terminal-no-question = لا يوجد سؤال مطروح.
terminal-viewing = يستطيع مساعدك رؤية شاشتك. اكتب pause أو allow-control أو stop ثم اضغط Enter.
terminal-desktop-asks = يسألك سطح المكتب الآن: اختر الشاشة أو النافذة التي يُسمح لمساعدك برؤيتها. للإنهاء اكتب stop ثم اضغط Enter.
terminal-desktop-asks-control = يسألك سطح المكتب الآن: اسمح هناك لمساعدك باستخدام الفأرة ولوحة المفاتيح، واختر الشاشة نفسها. للرفض اكتب take-back ثم اضغط Enter.
terminal-controlling = يستطيع مساعدك استخدام فأرتك ولوحة مفاتيحك. اكتب take-back أو stop ثم اضغط Enter.
terminal-try-failed =
    { $count ->
        [zero] أدخل أحدهم كلمة مرور خاطئة. الدعوة مغلقة الآن.
        [one] أدخل أحدهم كلمة مرور خاطئة. تُغلق الدعوة بعد كلمة مرور خاطئة أخرى.
        [two] أدخل أحدهم كلمة مرور خاطئة. تُغلق الدعوة بعد كلمتي مرور خاطئتين أخريين.
        [few] أدخل أحدهم كلمة مرور خاطئة. تُغلق الدعوة بعد { $count } كلمات مرور خاطئة أخرى.
        [many] أدخل أحدهم كلمة مرور خاطئة. تُغلق الدعوة بعد { $count } كلمة مرور خاطئة أخرى.
       *[other] أدخل أحدهم كلمة مرور خاطئة. تُغلق الدعوة بعد { $count } كلمة مرور خاطئة أخرى.
    }
terminal-end-of-input = لا يمكن كتابة المزيد هنا، لذا يُجاب عن كل سؤال بالرفض.
terminal-not-now = لا يمكن فعل ذلك الآن.
terminal-not-understood = هذا غير مفهوم. الأوامر المتاحة: { $commands }.
terminal-waiting = تم الاتصال بالعنوان { $address }. { $protection }. في انتظار أن يسمح لك الشخص الذي تساعده برؤية شاشته.
terminal-control-asked = يُسأل الشخص الذي تساعده عن السماح لك باستخدام فأرته ولوحة مفاتيحه.
terminal-done = تم: { $command }
terminal-already-controlling = لديك التحكم بالفعل، أو سبق أن طلبته.
terminal-not-viewing = لا ترى الآن شاشة الشخص الذي تساعده.
terminal-not-controlling = ليس لديك التحكم. اطلبه بالأمر request-control.
terminal-bad-place = يُكتب الموضع بعددين صحيحين، X ثم Y، بالبكسل من الزاوية العلوية اليسرى.
terminal-outside = هذا الموضع خارج الصورة، وعرضها { $width } بكسل وارتفاعها { $height }.
terminal-bad-button = هذا ليس زرًا. الأزرار المتاحة: { $buttons }. لا يمكن إبقاء العجلة مضغوطة.
terminal-bad-key = لا يوجد مفتاح بهذا الاسم. أمثلة: { $examples }. وكلها في { $document }.
terminal-no-file = اسم الملف ناقص: { $command }
terminal-not-saved = لم تُحفظ أي صورة في { $path }: { $error }.
terminal-file-what = تعذّرت قراءة الملف { $path }.
terminal-file-remedy = تحقق من اسمه، ومن أنه يُسمح لك بقراءته.
terminal-no-window = لا تُفتح النافذة، والأرجح أن رسوميات سطح المكتب هذا لا تعمل للبرامج. ما قاله النظام موجود في { $log }. وللعمل دون نافذة: lifeline ask --terminal أو lifeline open FILE --terminal
terminal-no-desktop = لا تُفتح النافذة، لأنه لا يوجد هنا سطح مكتب يعرضها. وللعمل دون نافذة: lifeline ask --terminal أو lifeline open FILE --terminal
terminal-no-command = لا يوجد أمر باسم { $word }، ولا ملف بهذا الاسم. هل تقصد الأمر { $nearest }؟
terminal-no-command-like = لا يوجد أمر باسم { $word }، ولا ملف بهذا الاسم. لعرض قائمة الأوامر: lifeline --help
forget-nothing = لا يُحفظ هنا شيء عنك.
forget-question =
    يحذف هذا دعواتك ومفتاحك بصفتك مساعدًا والسجل وإعداداتك في هذه المجلدات. لا يستطيع أحد استعادتها: من يضعك في قائمة المساعدين لديه يحتاج إلى مفتاحك الجديد. أغلق Lifeline أولًا.
    اكتب y ثم اضغط Enter لحذف كل ذلك؛ وأي شيء آخر يتركه كما هو.
forget-remedy = أغلق Lifeline وحاول مجددًا، أو احذف المجلد بنفسك.
forget-refused = لم يُحذف شيء.
terminal-switch-password = لا يجوز أن تأتي كلمة مرور بعد { "\u2066" }/{ $switch }{ "\u2069" }: يستطيع كل من يستخدم هذا الكمبيوتر قراءتها هناك. لا تكتبها، فتُنشأ كلمة مرور وتُعرض. لاختيار كلمة مرور استخدم lifeline ask مع { "\u2066" }--password-file FILE{ "\u2069" }.
terminal-no-such-file = لا يوجد ملف بهذا الاسم
terminal-panic = حدث خلل داخل Lifeline، وقد لا يعمل كما ينبغي. هذا خطأ في البرنامج وليس خطأك؛ شغّله مجددًا. ما حدث مسجّل في { $log }.
practice-screen-title = شاشة التدريب
practice-screen-explained = هذا ما يراه مساعدك: شاشة أُنشئت لهذا التدريب فقط، وليست شاشتك.
practice-screen-hint = يظهر النص المكتوب هنا
practice-screen-clicks =
    { $count ->
        [zero] انقر هنا
        [one] نقرة واحدة
        [two] نقرتان
        [few] { $count } نقرات
        [many] { $count } نقرة
       *[other] { $count } نقرة
    }
practice-greeting = تحية من مساعدك
practice-no-screen-what = لم تبدأ شاشة التدريب.
practice-no-screen-why = البرنامج الذي ينشئها (Xvfb) غير موجود أو لا يبدأ.
practice-no-screen-remedy = شغّل الأمر sh assets/setup.sh --run ليثبّت ما يلزم، ثم حاول مجددًا.
practice-own-screen-why = لا توجد في هذا النظام شاشة غير شاشتك، ولا يجوز للتدريب أن يعرضها.
practice-own-screen-remedy = تدرّب على حاسوب يعمل بنظام لينكس، أو اطلب المساعدة فعلًا وافتح الدعوة على حاسوب ثانٍ لك.
practice-different = الصورة التي رآها المساعد ليست صورة شاشة التدريب.
practice-matched = رأى المساعد شاشة التدريب كما هي.

## Offering help, and being offered it

home-offer = عرض المساعدة على شخص
home-offer-explained = ساعد شخصًا يسمح لك كمبيوتره بعرض المساعدة، دون دعوة.
offer-title = عرض المساعدة على شخص
offer-explained = تتصل بالكمبيوتر الآخر باسمه. يجب أن تكون في قائمة المساعدين لديه، ويُسأل صاحبه كالمعتاد.
offer-computer = اسم الكمبيوتر الآخر أو عنوانه
offer-port = أضف نقطتين رأسيتين (:) ورقمًا فقط إذا أُخبرت برقم.
offer-go = عرض مساعدتي عليه
offer-incomplete = اكتب أولًا الكمبيوتر الآخر واسمك.
offer-bad-computer-what = تعذّر العثور على هذا الكمبيوتر.
offer-bad-computer-why = ما كتبته ليس اسمًا ولا عنوانًا.
offer-bad-computer-remedy = اكتبه كما أُخبرت به، مثل office-12 أو 192.168.1.20:3389 أو { "\u2066" }[2001:db8::1]:3389{ "\u2069" }.
offer-no-port-why = المنفذ ناقص.
offer-no-port-remedy = اكتب العنوان ثم المنفذ بالشكل HOST:PORT، مثل office-12:3389 أو 192.168.1.20:3389 أو { "\u2066" }[2001:db8::1]:3389{ "\u2069" }.
autostart-what = لم يتغيّر خيار بدء Lifeline عند تسجيل الدخول.
autostart-path = لا يمكن كتابة مسار البرنامج هناك.
autostart-remedy = غيّره في إعدادات النظام الخاصة بالبرامج التي تبدأ عند تسجيل الدخول.
home-helpers = من يمكنه عرض المساعدة
offer-recent = عرضت المساعدة هنا من قبل
offer-forget = نسيان { $computer }
recent-people = ساعدت هؤلاء من قبل
recent-offer = عرض المساعدة على { $computer }
recent-known =
    آخر مرة في { $last }، { $times ->
        [zero] دون أي مرة
        [one] مرة واحدة
        [two] مرتان
        [few] { $times } مرات
        [many] { $times } مرة
       *[other] { $times } مرة
    } في المجموع.
recent-key-known = يُتعرَّف عليه بمفتاحه.
recent-all = عرض الكل ({ $count })
recent-forget-all = نسيان الكل…
recent-forget-people = هل تريد نسيان من ساعدتهم ({ $count })؟ يبقى ما حدث في السجل.
recent-forget-computers = هل تريد نسيان أجهزة الكمبيوتر التي عرضت عليها المساعدة ({ $count })؟ لن يُتعرَّف عليها بعد ذلك: ستقارن الكلمات مع كل منها من جديد.
recent-forget-all-do = نسيانها كلها
recent-keep = الاحتفاظ بها
recent-forget-what = لم يُنسَ.
offer-key = مفتاحك كمساعد
offer-key-explained = أعطه لمن تساعدهم، ليضيفوك إلى قائمتهم. ليس هذا المفتاح سرًا.
offer-key-copy = نسخ المفتاح
offer-key-copied = تم النسخ.
offer-compare-title = قارن الكلمات
offer-compare-explained = تصل إلى هذا الكمبيوتر للمرة الأولى. اتصل هاتفيًا بالشخص الجالس أمامه، وقارن هذه الكلمات بما يظهر على شاشته. الكلمات إنجليزية لتكون هي نفسها في الطرفين.
offer-compare-same = الكلمات متطابقة
offer-compare-differ = الكلمات مختلفة
offer-compare-warn = إذا اختلفت كلمة واحدة، فقد يكون هناك من يتنصت بينكما. اضغط عندئذ على «{ offer-compare-differ }»، ولن يتم الاتصال.
compare-title = يعرض عليك المساعدةَ شخص من قائمة المساعدين لديك
compare-explained = هو في قائمة المساعدين على هذا الكمبيوتر، ويأتي إلى هنا للمرة الأولى. لا يرى شيئًا بعد. عندما يتصل بك هاتفيًا، قارن هذه الكلمات بالكلمات التي لديه. الكلمات إنجليزية لتكون هي نفسها في الطرفين.
compare-who = يأتي الاتصال من { $address }.
compare-after = إذا تطابقت الكلمات، تابع هو، وتُسأل أنت عن السماح برؤية شاشتك.
compare-decline = عدم السماح بالدخول
compare-silence = إن لم يؤكد التطابق، ينتهي هذا تلقائيًا بعد هذه المدة: { $time }.
question-offered = هو من عرض المساعدة، ولم تطلبها أنت. مفتاحه في قائمة المساعدين على هذا الكمبيوتر. يأتي الاتصال من { $address }.
question-offered-caution = إذا كنت لا تتوقعه، فلا تسمح له. لا يتصل بك أي بنك ولا أي شركة لرؤية شاشتك.
question-key-known = كلمة المرور التي أدخلها صحيحة، ومفتاحه معروف لدى هذا الكمبيوتر. يأتي الاتصال من { $address }.
offers-changed-title = تغيّر ما هو مسموح به هنا
offers-changed-explained = تغيّر ما يلي أثناء استخدام أحد المساعدين فأرتك ولوحة مفاتيحك:
offers-changed-effect = لا أثر لهذا التغيير حتى تُبقي عليه. إذا كنت لا تريده، فأعد كل شيء كما كان.
offers-changed-keep = الإبقاء على التغيير
offers-changed-put-back = إعادته كما كان
not-put-back-what = تعذّرت إعادة ما هو مسموح به هنا كما كان.
not-put-back-remedy = لا يزال التغيير دون أثر. راجع «{ home-settings }» و«{ home-helpers }»، وعدّل ما يلزم بنفسك.
change-listed = أُضيف شخص إلى قائمة المساعدين.
change-unlisted = أُزيل شخص من قائمة المساعدين.
change-offers-off = لم يعد أحد يستطيع عرض المساعدة.
change-offers-view = يمكن للمساعدين في القائمة عرض المساعدة بالمشاهدة.
change-offers-control = يمكن للمساعدين في القائمة عرض المساعدة بالمشاهدة، وطلب التحكم.
change-authority = تصدّق على المساعدين جهة أخرى.
change-ask = يمكن طلب المساعدة.
change-help-others = يمكن مساعدة آخرين من هنا.
change-official = يمكن قبول مساعدين ليسوا في القائمة.
change-control = يمكن للمساعدين طلب التحكم.
change-longest-life = يمكن أن تطول صلاحية الدعوات.
change-session-log = لا يُكتب ملف نصي عن كل مساعدة.
change-keep-days = يُحتفظ بالسجلات مدة أقصر.
change-encrypted-only = قد تُظهر الدعوات شيئًا لمن ليست لديه كلمة المرور.
change-older-encryption = يمكن قبول مساعدين حمايتهم أقدم وأضعف.
change-port-mapping = يمكن أن يُطلب من الراوتر السماح بدخول المساعدين.
change-internal-only = يمكن قبول مساعدين من خارج شبكتك.
change-longest-session = يمكن أن تطول المساعدة.
change-ask-again = تُسأل بوتيرة أقل عن استمرار السماح للمساعد بالمشاهدة.
change-other = تغيّر إعداد آخر.
offers-title = من يمكنه عرض المساعدة
offers-explained = يستطيع المساعدون في القائمة الاتصال بهذا الكمبيوتر ما دام Lifeline يعمل. وتُسأل في كل مرة قبل أن يروا شيئًا.
offers-off = لا يمكن لأحد عرض المساعدة
offers-view = يمكنهم عرض المساعدة بالمشاهدة
offers-control = يمكنهم عرض المساعدة بالمشاهدة، وطلب التحكم
offers-fixed = قرّر هذا من يدير هذا الكمبيوتر.
offers-list = في القائمة
offers-list-empty = القائمة فارغة.
offers-authority = يمكن أيضًا أن يعرض المساعدة مساعدون صدّقت على أسمائهم جهة التصديق لهذا الكمبيوتر.
offers-add = إضافة شخص
offers-add-key = مفتاح المساعد
offers-add-name = الاسم كما سيظهر لك
offers-add-do = إضافته إلى القائمة
offers-remove = إزالة «{ $name }» من القائمة
offers-autostart = البدء عند تسجيل الدخول والانتظار في الخلفية
offers-waiting = في انتظار عروض المساعدة: يمكن للمساعدين في القائمة الدخول.
offers-waiting-elsewhere = في انتظار عروض المساعدة على المنفذ { $port }: يمكن للمساعدين في القائمة الدخول. يستخدم برنامج آخر المنفذ المعتاد، أو اختير منفذ آخر. المساعد الذي لا يجد هذا الكمبيوتر باسمه يكتب بعد الاسم نقطتين رأسيتين (:) ثم الرقم { $port }.
offers-not-waiting = لا يستطيع أحد الدخول الآن. { $why }
offers-waits = يتحكم أحد المساعدين الآن أو كان يتحكم عند حدوث هذا التغيير: لا يسري التغيير إلا بعد أن تؤكده.
tray-title = ينتظر Lifeline المساعدين الذين يعرضون المساعدة
tray-explained = يمكن للمساعدين في قائمة هذا الكمبيوتر الدخول؛ وتُسأل في كل مرة. انقر لفتح Lifeline.
tray-shared = يستطيع مساعدك رؤية شاشتك
tray-controlled = يستطيع مساعدك استخدام فأرتك ولوحة مفاتيحك
tray-paused = المشاركة متوقفة مؤقتًا
tray-quit = إنهاء Lifeline
wait-port-what = لا يستطيع المساعدون عرض المساعدة: لا يمكن فتح المنفذ { $port }.
wait-ports-what = لا يستطيع المساعدون عرض المساعدة: لا يمكن فتح أي من المنافذ من { $first } إلى { $last }.
wait-port-in-use = يستخدمه برنامج آخر.
wait-port-denied = هذا النظام لا يسمح بذلك.
wait-port-remedy = أغلق ذلك البرنامج، أو اختر منفذًا آخر وأخبر مساعديك به.
wait-off-what = عروض المساعدة غير مسموح بها على هذا الكمبيوتر.
wait-off-why = تبقى متوقفة ما لم يسمح بها أحد.
wait-off-remedy = اسمح بها بالأمر lifeline helper offers control أو من الإعدادات في النافذة.
helper-key-what = تعذّر استخدام مفتاحك كمساعد.
kept-file-remedy = افحص ذلك الملف أو مجلده، ثم حاول مجددًا.
helper-certificate-what = لم تُستخدم هذه الشهادة.
helper-certificate-remedy = اطلب من جهة التصديق شهادة تخص طلبك.
helper-bad-key-what = لم يُضف أحد إلى القائمة.
helper-bad-key-why = هذا ليس مفتاح مساعد: فيه حرف أو رقم خاطئ، أو تبدّل موضعا اثنين منها.
helper-bad-key-length-why = هذا ليس مفتاح مساعد: عدد حروفه وأرقامه { $length } بدلًا من { $right }.
helper-bad-key-sign-why = هذا ليس مفتاح مساعد: لا يحتوي أي مفتاح مساعد على { $sign }.
helper-bad-key-remedy = قارنه بالمفتاح الذي يعرضه «{ home-offer }» هناك.
helper-bad-name-what = لم يُضف أحد إلى القائمة.
helper-bad-name-why = يتكون الاسم من 1 إلى 64 حرفًا.
helper-bad-name-remedy = اختر اسمًا تعرف به هذا الشخص.
helper-list-what = لم تتغيّر قائمة المساعدين.
helper-list-fixed = يتولى القائمة من يدير هذا الكمبيوتر.
helper-list-full = بلغت القائمة حدّها ({ $limit })، ولا تتسع للمزيد.
helper-list-full-remedy = أزِل منها أحدًا أولًا.
helper-list-file = تعذّر استخدام { $path } ({ $error }).
helper-list-administrator = افعل هذا بصلاحية مسؤول نظام هذا الكمبيوتر.
helper-list-mend = أصلِح ذلك الملف، ثم حاول مجددًا.
helper-not-listed = لا أحد في القائمة له هذا المفتاح أو الاسم.
helper-list-look = يُظهر الأمر lifeline helper list من في القائمة.
helper-forget-what = تعذّر نسيان { $computer }.
helper-added = يمكن الآن للمساعد { $name } عرض المساعدة، ومفتاحه { $key }.
helper-removed =
    { $count ->
        [zero] لم يُزل أي مساعد من القائمة.
        [one] أُزيل مساعد واحد من القائمة.
        [two] أُزيل مساعدان من القائمة.
        [few] أُزيل { $count } مساعدين من القائمة.
        [many] أُزيل { $count } مساعدًا من القائمة.
       *[other] أُزيل { $count } مساعد من القائمة.
    }
helper-offers-off = لا يستطيع أحد الدخول مع ذلك: عروض المساعدة متوقفة. للسماح بها: lifeline helper offers control
helper-forgotten = نُسي { $computer }: تُقارن الكلمات من جديد في المرة القادمة.
helper-not-known = لم يكن { $computer } معروفًا.
helper-used = شهادتك قيد الاستخدام.
helper-request-next = أرسل هذا إلى من يصدّق على مفاتيح المساعدين، واستخدم ما يعيده إليك بالأمر: lifeline helper use-certificate FILE
helper-request-what = لا يوجد طلب.
helper-machine-list-empty = قائمة هذا الكمبيوتر فارغة الآن، ولا يستطيع الإضافة إليها إلا مسؤول النظام. لتركها للمستخدمين من جديد، احذف «helpers» من { $path }.
help-end-computer-what = لم يُجب ذلك الكمبيوتر.
help-end-computer-why = هو مطفأ، أو له اسم آخر هنا، أو لا ينتظر Lifeline عليه عروض المساعدة، أو ينتظرها على منفذ آخر فقط.
help-end-computer-remedy = راجع الاسم أو العنوان مع الشخص الذي تساعده، واسأله إن كان Lifeline يعمل هناك. إذا ظهر منفذ على جهازه، فاكتب بعد الاسم نقطتين رأسيتين (:) ثم ذلك الرقم. أو اطلب منه دعوة.
help-end-not-allowed-what = لا يقبل الكمبيوتر الآخر عرضك.
help-end-not-allowed-why = عروض المساعدة غير مسموح بها هناك، أو لست في قائمة المساعدين لديه.
help-end-not-allowed-remedy = أعطِ الشخص الذي تساعده مفتاحك كمساعد (يعرضه «{ home-offer }»)، أو اطلب منه دعوة.
help-end-changed-what = ليس هذا هو الكمبيوتر الذي أجاب هنا من قبل.
help-end-changed-why = تغيّر مفتاحه: هناك من يقف بينكما، أو صار هذا الاسم لكمبيوتر آخر، أو أُعيد إعداد ذلك الكمبيوتر من جديد.
help-end-changed-remedy = اسأل الشخص الذي تساعده. إذا أُعيد إعداد كمبيوتره، فانسَ القديم (lifeline helper forget)، وقارن الكلمات من جديد.
help-end-words-what = أنهيت الاتصال، لأن الكلمات كانت مختلفة.
help-end-words-why = هناك من يقف بينكما، أو اتصلت هاتفيًا بشخص غير الجالس أمام ذلك الكمبيوتر.
help-end-words-remedy = جرّب من شبكة أخرى، أو اطلب من الشخص الذي تساعده دعوة.
terminal-compare = اتصل هاتفيًا بالشخص الجالس أمام { $address } وقارن هذه الكلمات بما يظهر على شاشته. إذا تطابقت كلها، فاكتب words-match؛ وإذا اختلفت كلمة، فاكتب words-differ.
terminal-compare-novice = يعرض المساعدةَ للمرة الأولى شخص من { $address } وهو في قائمة المساعدين على هذا الكمبيوتر. قارن هذه الكلمات بالكلمات التي لديه عندما يتصل بك هاتفيًا؛ ولرفضه اكتب decline.
terminal-no-words = لا توجد كلمات للمقارنة الآن.
terminal-offers-changed = تغيّر هذا أثناء تحكم أحد المساعدين: { $changes } اكتب keep-offers إذا أردت إبقاءه، أو put-back-offers إذا لم ترده؛ وحتى ذلك الحين لا يُسمح بشيء لم يكن مسموحًا به من قبل.
terminal-waiting-offers = في انتظار المساعدين الذين يعرضون المساعدة، على المنفذ { $port }. اكتب stop لإنهاء الانتظار.
terminal-waiting-offers-elsewhere = في انتظار المساعدين الذين يعرضون المساعدة، على المنفذ { $port }: يستخدم برنامج آخر المنفذ المعتاد، أو اختير منفذ آخر. المساعد الذي لا يجد هذا الكمبيوتر باسمه يكتب بعد الاسم نقطتين رأسيتين (:) ثم الرقم { $port }. اكتب stop لإنهاء الانتظار.
fault-what = تعطّل شيء في Lifeline، فأُنهي كل شيء.
fault-why = هذا خطأ في البرنامج؛ ويبيّن السجل موضعه.
fault-remedy = لا أحد يرى هذا الكمبيوتر أو يستخدمه. شغّل Lifeline مجددًا، وأبلغ عن الخطأ إن استطعت.
control-start-what = لا يستطيع مساعدك التحكم في هذا الكمبيوتر.
control-start-why = لا يسمح هذا النظام للبرامج باستخدام الفأرة ولوحة المفاتيح ({ $error }).
control-silent-why = شاشة هذا الكمبيوتر أو قرصه لا يستجيبان في هذه اللحظة.
control-start-remedy = لا يزال مساعدك يستطيع رؤية شاشتك وإخبارك بما تفعله.

## ما يقوله النظام، وما الخلل في المحفوظ

system-not-found = لا يوجد ملف أو مجلد كهذا
system-denied = هذا غير مسموح به
system-exists = يوجد شيء بهذا الاسم من قبل
system-full = القرص ممتلئ
system-read-only = القرص للقراءة فقط
system-folder = هذا الاسم لمجلد
system-no-folder = جزء من المسار ليس مجلدًا
system-in-use = يستخدمه برنامج آخر
system-no-network = تعذّر الوصول إلى الشبكة
system-nobody = لا يجيب أحد هناك
system-broken = انقطع الاتصال
system-slow = استغرق ذلك وقتًا أطول من اللازم
system-senseless = ما هو موجود هناك غير مفهوم
system-memory = لا توجد ذاكرة كافية
system-number = الخطأ رقم { $number }
system-unnamed = لم ينجح ذلك، وليس للسبب اسم

kept-unread = تعذّرت قراءة { $path }: { $error }.
kept-damaged = { $path } تالف.
kept-unwritten = تعذّرت كتابة { $path }: { $error }.
kept-exists = { $path } موجود من قبل.
kept-no-key = تعذّر إنشاء مفتاح.
kept-no-random = هذا الكمبيوتر لا يعطي أرقامًا عشوائية.
kept-no-home = ليس لهذا المستخدم مجلد يستطيع Lifeline أن يحفظ فيه شيئًا.
kept-silent = القرص لا يستجيب.
kept-too-many = عدد الدعوات السارية بلغ أقصى ما يمكن.

dead-expired = انتهت صلاحيتها حين لم يكن Lifeline يعمل.
dead-keys-lost = ضاعت مفاتيحها.
dead-damaged = ما حُفظ منها تالف.
dead-listen = لم يعد Lifeline يستطيع استقبال الاتصالات لها: { $error }.

mail-failed = تعذّر فتح برنامج البريد.

screen-silent = الشاشة لا تستجيب
screen-monitor = الشاشة التي كانت معروضة لم تعد موجودة
screen-ended = أنهى النظام ذلك
screen-portal = سطح المكتب هذا لا يعرض شاشته للبرامج
screen-refused = النظام لا يعطي الصورة
screen-colours = ألوان الشاشة قليلة جدًا
screen-large = الشاشات معًا أكبر من اللازم
desktop-lacks = ينقصه { $part }
input-stopped = كان Lifeline متوقفًا، فأُفلت ما كان يمسكه
input-refused = لم يقبل النظام ما ضُغط عليه
input-xwayland = سطح المكتب هذا من نوع Wayland، ولا يمكن الوصول فيه إلا إلى نوافذ البرامج القديمة
input-keymap = تعذّرت قراءة تخطيط لوحة المفاتيح
input-permission = لم يُسمح بعد لبرنامج Lifeline بمراقبة لوحة المفاتيح

router-said-nothing = لا يجيب
router-said-no = رفض بالخطأ { $code }
router-said-nonsense = إجاباته غير مفهومة
router-said-taken = يُسمح هناك بالدخول لبرنامج آخر

certificate-unread = تعذّرت قراءة الشهادة.
certificate-not-signed = الجهة المصدِّقة لا تضمن هذه الشهادة.
certificate-nameless = لا تحمل الشهادة اسمًا.
certificate-other-key = الشهادة لمفتاح آخر.
certificate-other-kind = المفتاح من نوع غير مفاتيح المساعدين.

snapshot-not-whole = لم تصل صورة كاملة بعد
secret-unread = تعذّرت قراءة ملف كلمة المرور { $path }: { $error }. تحقق من اسمه، ومن أنه يُسمح لك بقراءته.
secret-empty = لا توجد كلمة مرور في السطر الأول من ملف كلمة المرور { $path }.
secret-no-terminal = لا يمكن السؤال عن كلمة المرور لعدم وجود طرفية: { $error }. استخدم { $option }.

practice-place-foreign = لم يُنشأ { $path } للتدريب.
practice-place-server = تعذّر تشغيل البرنامج { $program } الذي يصنع الشاشة: { $error }.
practice-place-silent = شاشة التدريب لا تستجيب.
