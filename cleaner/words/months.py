"""The names of the months, in full and short, as dates in running text have them.

From the Unicode CLDR (calendar ``gregorian``, formatting and stand-alone names) of some forty languages; a name that
means another month in Croatian than in its neighbours is read as its neighbours do.
"""

MONTHS = (
    "ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janar janeiro januar januari january janv janvier"
    " led leden ledna oca ocak saus sausio sausis sij sty stycznia tammi tammikuu tammikuuta urt urtarrila xan"
    " xaneiro yan yanvar يناير ژانویه ژانویهٔ հնվ հունվար հունվարի জানু জানুয়ারী сту студзень студзеня січ січень"
    " січня янв январь января яну януари јан јануар јануари қаң қаңтар जन जनवरी იან იანვარი ιαν ιανουάριος"
    " ιανουαρίου ינו ינואר január januára janvāris janúar jänner siječanj siječnja styczeń ม.ค มกราคม",
    "feb febbraio feber febr febreiro febrer febrero februar februari februarie february fev fevereiro fevral helmi"
    " helmikuu helmikuuta lut lutego luty ots otsaila shk shkurt vas vasario vasaris veebr veebruar velj شباط فبراير"
    " فوریه فوریهٔ փետրվար փետրվարի փտվ ফেব ফেব্রুয়ারী ақп ақпан лют лютага лютий лютого люты феб фебруар фев февр"
    " февраль февраля февруари फ़र फ़रवरी თებ თებერვალი φεβ φεβρουάριος φεβρουαρίου פבר פברואר február februára"
    " februāris febrúar févr février veljača veljače úno únor února şub şubat ก.พ กุมภาพันธ์",
    "kov kovas kovo maalis maaliskuu maaliskuuta maart mac maerz mar marca march marec maret mars mart martie marts"
    " martxoa marz marzec marzo mrt mrz آذار مارس մարտ մարտի մրտ মার্চ бер березень березня мар март марта нау"
    " наурыз сак сакавік сакавіка मार्च მარ მარტი μάρ μάρτιος μαρ μαρτίου מרץ bře březen března març março márc"
    " március mär märts märz ožu ožujak ožujka มี.ค มีนาคม",
    "abr abril api apirila apr aprel april aprile aprilie aprill avr avril bal balandis dub duben dubna huhti"
    " huhtikuu huhtikuuta kwi kwietnia nis nisan pri prill tra travanj travnja آوریل أبريل نيسان ապր ապրիլ ապրիլի"
    " এপ্রি এপ্রিল апр апрель апреля април квіт квітень квітня кра красавік красавіка сәу сәуір अप्रैल აპრ აპრილი"
    " απρ απρίλιος απριλίου אפר אפריל apríl apríla aprīlis balandžio kwiecień ápr április เม.ย เมษายน",
    "geg mag maggio mai maiatza maig maijs maio maj maja may mayo mei svi svibanj svibnja touko toukokuu toukokuuta"
    " أيار مايو مه مهٔ մայիս մայիսի մյս মে май мам мамыр мая мај трав травень травня मई მაი მაისი μάι μάιος μαΐ"
    " μαΐου מאי gegužė gegužės kvě květen května mayıs maí máj mája május พ.ค พฤษภาคม",
    "cze czerwca czerwiec eka ekaina giu giugno haz haziran iun iunie iyn iyun juin jun june junho juni junij junio"
    " juny juuni lipanj lipnja qer qershor حزيران يونيو ژوئن հնս հունիս հունիսի জুন июн июнь июня мау маусым черв"
    " червень червня чэр чэрвень чэрвеня юни јун јуни जून ივნ ივნისი ιουν ιουνίου ιούν ιούνιος יוני birž birželio"
    " birželis jún júna június júní jūn jūnijs kesä kesäkuu kesäkuuta xuño červen června čvn มิ.ย มิถุนายน",
    "iul iulie iyl iyul juil juillet jul julai julho juli julij julio juliol july juuli korr korrik liep liepa"
    " liepos lip lipca lipiec lug luglio srpanj srpnja tem temmuz uzt uztaila xul xullo تموز يوليو ژوئیه ژوئیهٔ հլս"
    " հուլիս հուլիսի জুল জুলাই июл июль июля лип липень липня ліп ліпень ліпеня шіл шілде юли јул јули जुल जुलाई ივლ"
    " ივლისი ιουλ ιουλίου ιούλ ιούλιος יולי heinä heinäkuu heinäkuuta júl júla július júlí jūl jūlijs července"
    " červenec čvc ก.ค กรกฎาคม",
    "abu abuztua ag ago agost agosto agu agustus aug august augusta augusti augusts augustus augusztus avg avgust"
    " avq avqust elo elokuu elokuuta gush gusht kol kolovoz kolovoza ogo ogos rugp sie sierpnia srp srpen srpna آب"
    " أغسطس اوت օգոստոս օգոստոսի օգս আগ আগস্ট авг август августа жні жнівень жніўня серп серпень серпня там тамыз अग"
    " अगस्त აგვ აგვისტო αυγ αυγούστου αύγ αύγουστος אוג אוגוסט août ağu ağus ağustos rugpjūtis rugpjūčio sierpień"
    " ágú ágúst ส.ค สิงหาคม",
    "eyl ira iraila rugs ruj rujan rujna sen sentyabr sentabr sep sept septembar september septembra septembre septembrie"
    " septembris septiembre set setembre setembro setiembre sett settembre sht shtator syys syyskuu syyskuuta szept"
    " szeptember wrz أيلول سبتمبر سپتامبر սեպ սեպտեմբեր սեպտեմբերի সেপ সেপ্টেম্বর вер верасень верасня вересень"
    " вересня сен сент сентябрь сентября сеп септембар септември қыр қыркүйек सित सितंबर სექ სექტემბერი σεπ"
    " σεπτέμβριος σεπτεμβρίου ספט ספטמבר eylül rugsėjis rugsėjo wrzesień września zář září ก.ย กันยายน",
    "eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktobar oktober oktobris oktoober"
    " oktyabr oktabr ott ottobre out outubro spal spalio spalis tet tetor urr urria أكتوبر اکتبر հոկ հոկտեմբեր հոկտեմբերի"
    " অক্টো অক্টোবর жовт жовтень жовтня кас кастрычнік кастрычніка окт октобар октомври октябрь октября қаз қазан"
    " अक्टू अक्टूबर ოქტ ოქტომბერი οκτ οκτωβρίου οκτώβριος אוק אוקטובר október októbra paź październik października"
    " říj říjen října ต.ค ตุลาคม",
    "aza azaroa kas lapkr lapkritis lis listopad listopada listopadu marras marraskuu marraskuuta noiembrie nov"
    " novembar november novembra novembre novembris novembro noviembre noy noyabr stu studeni studenoga نوامبر"
    " نوفمبر նոյ նոյեմբեր նոյեմբերի নভে নভেম্বর лист листопад листопада ліс лістапад лістапада нов новембар ное"
    " ноември ноя нояб ноябрь ноября қар қараша नव नवंबर ნოე ნოემბერი νοέ νοέμβριος νοε νοεμβρίου נוב נובמבר kasım"
    " lapkričio nën nëntor nóv nóvember พ.ย พฤศจิกายน",
    "abe abendua ara dec decembar december decembra decembrie decembris decembro dek dekabr des desember desembre"
    " dets detsember dez dezember dezembro dhj dhjetor dic dicembre diciembre dis disember gru grudnia gruod gruodis"
    " joulu joulukuu joulukuuta pro prosinac prosinca prosince prosinec دسامبر ديسمبر դեկ դեկտեմբեր դեկտեմբերի ডিসে"
    " ডিসেম্বর груд грудень грудня дек декабрь декабря декември дец децембар жел желтоқсан сне снежань снежня दिस"
    " दिसंबर დეკ დეკემბერი δεκ δεκέμβριος δεκεμβρίου דצמ דצמבר aralık déc décembre grudzień gruodžio ธ.ค ธันวาคม",
)
"""Lower-case names separated by spaces, January first."""

NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
"""The month, 1 to 12, of each name."""
