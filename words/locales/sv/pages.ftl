### Sidorna på webben. Ämnet för en text står i nyckeln: vilken sida, vilken del.

page-skip = Till innehållet
page-navigation = Huvudmeny
page-programmes = Program
page-certificates = Kontrollera intyg
page-sign-in = Logga in
page-sign-out = Logga ut
page-mine = Min sida
page-work = Mina program
page-language = Språk
page-footer-navigation = Om webbplatsen
page-accessibility = Tillgänglighet
page-privacy = Personuppgifter
page-roles = Roller och behörigheter
page-test-data = Testdata: personerna är påhittade.
page-error-heading = Något behöver rättas
page-error-title = Fel: { $title }
page-back = Tillbaka

## Startsidan

home-title = Utbildnings{ "\u00AD" }program
home-lead = Program som regioner och kommuner ordnar tillsammans. Här ser du vad de innehåller, när och var de hålls och hur din kommun anmäler sig.
home-empty = Det finns inga program att visa ännu. När anmälan till ett program öppnar står det här.
home-when = { $dates }
home-places = { $places ->
    [one] En plats
   *[other] { $places } platser
}

## Programsidan

programme-organiser = Arrangör
programme-partners = Medarrangörer
programme-when = Tid
programme-where = Orter
programme-places = Platser
programme-case-number = Diarienummer
programme-stage = Läge
programme-seminars = Seminarier
programme-seminar-number = Nr
programme-seminar-theme = Tema
programme-seminar-dates = Dagar
programme-seminar-place = Ort
programme-no-seminars = Dagarna är inte bestämda ännu.
programme-cancelled = Inställt
programme-for-whom = För vem
programme-for-counties = Programmet riktar sig till kommunerna i { $regions }.
programme-for-municipalities = Programmet riktar sig till { $municipalities }.
programme-pair = Varje kommun deltar med { $people }. De anmäls tillsammans: antingen får båda plats eller ingen.
programme-team = Varje kommun deltar med ett lag på { $min }–{ $max } personer, som anmäls tillsammans.
programme-individual = Du deltar på egen hand.
programme-and-a = en { $role }
programme-enrol = Så går anmälan till
programme-enrol-opens = Anmälan öppnar den { $date }.
programme-enrol-open = Anmälan är öppen till och med den { $date }.
programme-enrol-closed = Anmälan stängde den { $date }.
programme-enrol-unknown = Anmälan har inte öppnat ännu.
programme-enrol-over = Programmet är genomfört.
programme-enrol-write = Frågor om anmälan besvaras av { $name }, { $organiser }.
programme-withdrawal = Den som avbokar senast den { $date } ger någon annan tid att ta platsen.
programme-decides = Vem bestämmer om plats
programme-decides-text = { $organiser } bestämmer om platserna efter regler som är lika för alla:
programme-decides-order = Platserna fördelas i den ordning anmälningarna kommer in. Den som inte får plats ställs i kö, och blir en plats ledig erbjuds den den första i kön.
programme-decides-reserved = Till och med den { $date } är platser reserverade för varje region. Det som då är kvar blir gemensamt.
programme-decides-held = Saknas någon i en anmälan hålls platsen i { $days } dagar. Därefter går den vidare.
programme-decides-offer = Den som erbjuds en plats har { $days } dagar på sig att svara.
programme-reserved-caption = Reserverade platser per region
programme-region = Region
programme-certificate = Den som har deltagit i minst { $percent } av tiden får ett kursintyg.
programme-personal = Personuppgifter och allmänna handlingar
programme-personal-text = { $organiser } är personuppgiftsansvarig och använder uppgifterna för anmälan, närvaro, utvärdering och intyg i programmet, inte till annat.
programme-official-record = { $country ->
    [NO] Det du skickar in kan bli ett saksdokument i en norsk myndighet, som andra kan begära insyn i.
   *[SE] Det du skickar in kan bli en allmän handling, som andra har rätt att begära ut.
}
programme-personal-more = Läs mer om hur personuppgifter används
programme-calendar = Kalender
programme-calendar-subscribe = Prenumerera på seminarierna
programme-calendar-help = Kalendern följer med när en dag eller lokal ändras.
programme-contact = Kontakt
programme-phone = Telefon

## Seminariesidan

seminar-above = { $programme }, seminarium { $number }
seminar-cancelled = Seminariet är inställt.
seminar-changed = Tid eller plats har ändrats sedan seminariet först kom in i programmet. Det som står här gäller.
seminar-sessions = Tider
seminar-session = Pass
seminar-hours = Klockslag
seminar-day = Dag
seminar-venue = Plats
seminar-speakers = Medverkande
seminar-areas = Kulturområden
seminar-online = På nätet
seminar-online-sign-in = Seminariet kan också följas på nätet. Länken visas för den som har en plats och är inloggad.
seminar-host = Värd
seminar-calendar = Hämta till kalendern
seminar-others = Programmets andra seminarier

## Kontroll av intyg

verify-title = Kontrollera ett kursintyg
verify-lead = Numret står på intyget. Du kan också läsa av intygets kod med mobilen.
verify-number = Intygets nummer
verify-hint = Till exempel KKN-2018-007-3F9A
verify-button = Kontrollera
verify-empty = Skriv numret som står på intyget.
verify-unknown-title = Intyget finns inte
verify-unknown = Det finns inget intyg med nummer { $number }. Kontrollera att numret är rätt avskrivet. Stämmer det ändå inte är intyget inte utfärdat här.
verify-again = Kontrollera ett annat intyg
verify-issued = Intyget är äkta och gäller.
verify-flagged = Intyget är äkta. Uppgifterna om närvaro granskas just nu.
verify-replaced = Intyget är ersatt av ett nyare och gäller inte längre.
verify-revoked = Intyget är återkallat och gäller inte.
verify-about = Intyg { $number }
verify-name = Namn
verify-role = Roll
verify-municipality = Kommun
verify-programme = Program
verify-period = Period
verify-hours = Närvaro
verify-hours-of = { $attended } av { $offered } timmar
verify-issuer = Utfärdat av
verify-date = Utfärdat
verify-protected = Namnet visas inte, eftersom personens identitet är skyddad.
verify-erased = Personens uppgifter har raderats. Att intyget utfärdades finns kvar, men inte vad som stod i det.
verify-compare = Jämför uppgifterna med intyget du har fått. Skiljer de sig åt är det uppgifterna här som gäller.

## Fel

error-404-title = Sidan finns inte
error-404 = Adressen kan vara felskriven, eller så har sidan flyttats. Börja om från programmen.
error-403-title = Det här får du inte se
error-403 = Du är inloggad, men sidan hör till någon annan eller till en roll du inte har. Tror du att det är fel, hör av dig till programmets samordnare.
error-403-origin-title = Det skickade togs inte emot
error-403-origin = Formuläret skickades från en annan webbplats. Öppna sidan här och skicka därifrån.
error-405-title = Så går det inte att göra
error-405 = Sidan kan inte användas på det sättet. Börja om från programmen.
error-413-title = Det var för mycket på en gång
error-413 = Det skickade är större än vad som tas emot. Korta texten och skicka igen.
error-429-title = Vänta en stund
error-429 = Vänta några minuter och försök igen.
error-429-seconds =
    Det har kommit många förfrågningar härifrån på kort tid. Försök igen om { $seconds ->
        [one] en sekund
       *[other] { $seconds } sekunder
    }. Skickade du ett formulär togs det inte emot: gå tillbaka och skicka det igen då.
error-429-minutes =
    Det har kommit många förfrågningar härifrån på kort tid. Försök igen om { $minutes ->
        [one] en minut
       *[other] { $minutes } minuter
    }. Skickade du ett formulär togs det inte emot: gå tillbaka och skicka det igen då.
error-again = Försök igen
error-500-title = Något gick fel hos oss
error-500 = Felet är noterat. Försök igen om en stund; det du redan har skickat in är sparat.
error-503-title = Sidan kan inte visas just nu
error-503 = Försök igen om en stund.
error-400-title = Det skickade gick inte att läsa
error-400 = Gå tillbaka till formuläret och skicka det igen.
error-reference = Felets nummer: { $reference }

## Tillgänglighet

accessibility-title = Tillgänglighets{ "\u00AD" }redogörelse
accessibility-lead = Alla ska kunna använda den här webbplatsen. Den är byggd för att följa WCAG 2.2 på nivå AA och lagen om tillgänglighet till digital offentlig service.
accessibility-works = Så är webbplatsen byggd
accessibility-works-1 = Allt går att göra med tangentbord, utan JavaScript, på en skärm som är 320 bildpunkter bred och med texten förstorad till det dubbla.
accessibility-works-2 = Rubriker, landmärken och etiketter är uppmärkta för skärmläsare. Fel i formulär står både överst och vid fältet.
accessibility-works-3 = Färgerna följer din inställning för ljust eller mörkt läge.
accessibility-tested = Så är den provad
accessibility-tested-text = Varje sida provas på svenska, norska och engelska med verktyget axe i webbläsaren Chromium, i 320 och 1 280 bildpunkters bredd, före varje utgåva. Prov med människor som använder hjälpmedel har ännu inte gjorts.
accessibility-known = Kända brister
accessibility-known-text = Texter som arrangören själv skriver, till exempel programmets syfte och seminariernas teman, finns oftast bara på ett språk.
accessibility-report = Rapportera brister
accessibility-report-text = Hittar du något som inte fungerar, skriv till programmets samordnare. Adressen står på programmets sida. Du kan också få innehållet på annat sätt, till exempel uppläst.
accessibility-supervision = I Sverige har Myndigheten för digital förvaltning (Digg) tillsyn, i Norge Tilsynet for universell utforming av ikt. Dit kan du anmäla om du inte är nöjd med svaret.

## Personuppgifter

privacy-title = Så används personuppgifter
privacy-lead = Vi behandlar bara de uppgifter som behövs för att genomföra programmen.
privacy-who = Vem som ansvarar
privacy-who-text = Den myndighet som arrangerar programmet är personuppgiftsansvarig. Vem det är, och vem du vänder dig till, står på programmets sida.
privacy-what = Vilka uppgifter
privacy-what-text = Namn, befattning, kommun, e-postadress, telefonnummer, roll i programmet, närvaro och kursintyg. Personnummer används aldrig.
privacy-why = Varför
privacy-why-text = För att kunna fördela platser, kalla till seminarier, föra närvaro och utfärda intyg. Det är en uppgift av allmänt intresse.
privacy-evaluation = Utvärderingar är anonyma
privacy-evaluation-text = Svaren sparas utan koppling till person, tid eller ordning. Resultat visas bara för så många svar tillsammans att ingen kan kännas igen.
privacy-official = Allmänna handlingar
privacy-official-text = Det som skickas in till en myndighet kan bli en allmän handling och lämnas ut till den som begär det.
privacy-kept = Hur länge
privacy-kept-text = Uppgifterna bevaras eller gallras enligt arrangörens dokumenthanteringsplan. Varje persons uppgifter är krypterade med en egen nyckel. När uppgifterna gallras förstörs nyckeln, och då kan ingen läsa dem, inte heller i säkerhetskopior.
privacy-rights = Dina rättigheter
privacy-rights-text = Du kan få veta vad som finns om dig, få fel rättade och begära att uppgifter raderas. Skriv till samordnaren. Är du inte nöjd kan du klaga hos Integritetsskyddsmyndigheten i Sverige eller Datatilsynet i Norge.
privacy-cookies = Kakor
privacy-cookies-text = Webbplatsen använder bara nödvändiga kakor: en som minns valt språk, en som håller dig inloggad och, medan du loggar in genom din arbetsplats, en som ser till att det är du som kommer tillbaka. Inget hämtas från andra webbplatser, och ingen statistik förs över besökare.

## Inloggning

signing-in-title = Logga in
signing-in-lead = Skriv din e-postadress, så skickar vi en länk att logga in med. Du behöver inget lösenord.
signing-in-email = E-postadress
signing-in-hint = Den adress som står i anmälan
signing-in-button = Skicka länken
signing-in-empty = Skriv din e-postadress.
signing-in-no-address = Skriv en e-postadress, till exempel namn@kommun.se.
signing-in-sent-title = Titta i din e-post
signing-in-sent = Om adressen finns hos oss är ett mejl på väg till den. Länken i mejlet gäller i 20 minuter.
signing-in-sent-missing = Kommer inget mejl inom några minuter, titta i skräpposten och kontrollera att adressen är den som står i anmälan. Ber du om flera länkar på kort stund skickas bara de första.
signing-in-again = Be om en ny länk
signing-in-gone-title = Länken gäller inte längre
signing-in-gone = En länk gäller i 20 minuter och kan användas en gång.
signing-in-as = Logga in som { $name }
signing-in-once = Länken kan bara användas en gång.
organisation-lead = Arbetar du med ett program, logga in som du brukar på din arbetsplats.
organisation-button = Logga in med { $name }
organisation-otherwise = Eller med en länk i ett mejl
organisation-away-title = Det gick inte att logga in
organisation-away = Din arbetsplats inloggning svarar inte som den ska. Försök igen om en stund, eller logga in med en länk i ett mejl.
organisation-over-title = Inloggningen avbröts
organisation-over = Den tog för lång tid eller avbröts. Börja om.
organisation-unknown-title = Du har ingen roll här
organisation-unknown = Din arbetsplats vet vem du är, men ingen här har gett din adress en roll i ett program. Hör av dig till programmets samordnare. Är du anmäld till ett program, logga in med en länk i ett mejl.
organisation-no-address-title = Ingen adress är bekräftad
organisation-no-address = Din arbetsplats vet vem du är, men har inte bekräftat någon e-postadress för dig, och det är den vi känner igen dig på. Be dem som sköter inloggningen på din arbetsplats att lämna en bekräftad adress, eller logga in med en länk i ett mejl.
organisation-several-title = Flera har samma adress
organisation-several = Din arbetsplats vet vem du är, men flera personer här har din e-postadress, så vi kan inte veta vem av dem du är. Logga in med en länk i ett mejl: där finns en länk för var och en.
signing-in-letter-subject = Din länk för att logga in
# $several: yes när flera personer har samma adress; $links en länk per person; $minutes hur länge de gäller
signing-in-letter-body =
    Hej!

    { $several ->
        [yes] Flera personer har den här e-postadressen. Välj din egen länk och tryck på knappen på sidan som öppnas:
       *[no] Öppna länken och tryck på knappen på sidan:
    }

    { $links }

    Länken gäller i { $minutes } minuter och kan bara användas en gång.

    Har du inte bett om att få logga in kan du slänga det här mejlet. Ingen har loggat in.
signing-in-letter-link =
    { $name }:
    { $address }

## Utgående brev i demon

outbox-title = Skickade brev
outbox-lead = Demon skickar inga brev på riktigt. Här är de senaste.
outbox-empty = Inga brev har skickats ännu.
outbox-to = Till
outbox-when = Skickat
outbox-subject = Ämne
outbox-all = Alla brev

## Roller. Nyckelns slut är rollen eller det som görs.

roles-lead = Vad man får se och göra beror på vilken roll man har i ett program. Samma tabell styr webbplatsen.
roles-table = Vem får vad
roles-deed = Får
roles-yes = Ja
roles-anyone = Programmens sidor, kalendrar och kontrollen av intyg är öppna för alla.
role-of-member = Deltagare
role-of-member-about = Den som är anmäld till ett program.
role-of-contact = Kontaktperson
role-of-contact-about = Den som svarar för kommunens anmälan.
role-of-coordinator = Samordnare
role-of-coordinator-about = Håller i programmet och avgör svåra fall.
role-of-organiser = Arrangör
role-of-organiser-about = Tar emot deltagarna på seminarierna.
role-of-council-member = Ledamot i programrådet
role-of-council-member-about = Planerar innehållet för sin region.
role-of-check-in-helper = Hjälp vid incheckning
role-of-check-in-helper-about = Prickar av deltagare på plats, med telefonen.
role-of-registrar = Registrator
role-of-registrar-about = Lämnar ut och gallrar handlingar.
role-of-data-protection-officer = Dataskyddsombud
role-of-data-protection-officer-about = Vakar över hur personuppgifter används.
deed-see-enrolment = Se sin kommuns anmälan och vad som händer härnäst
deed-answer-offer = Tacka ja eller nej till en erbjuden plats
deed-send-deputy = Skicka en ersättare för sig själv en dag
deed-send-deputy-for-others = Skicka en ersättare för någon annan i anmälan
deed-add-colleague = Bjuda in eller anmäla en kollega
deed-replace-oneself = Låta någon annan ta den egna platsen
deed-replace-others = Byta ut någon i anmälan
deed-change-contact = Byta kontaktperson
deed-answer-questions = Svara på programmets frågor och säga vad man behöver
deed-leave-oneself = Avboka sitt eget deltagande
deed-withdraw-enrolment = Avboka hela anmälan
deed-see-register = Se alla anmälningar och kön i programmet
deed-see-protected = Se namn på personer med skyddad identitet
deed-grant-roles = Ge och ta bort roller i programmet

## Behörigheter i ett program

grants-title = Behörigheter
grants-lead = De här personerna arbetar med programmet.
grants-holders = Vem som har vilken roll
grants-since = Sedan
grants-change = Ändra
grants-by-programme = Står i programmet
grants-revoke = Ta bort
grants-new = Ge någon en roll
grants-button = Ge rollen
grants-letter-subject = Du har fått en roll i { $programme }
# $role rollens namn; $address sidan att logga in på
grants-letter-body =
    Hej!

    Du har fått rollen { $role } i { $programme }.

    Logga in med den här e-postadressen:
    { $address }

## Min sida

mine-enrolments = Anmälningar
mine-next = Härnäst: seminarium { $number }, { $when }
mine-none = Det finns ingen anmälan med dig. Är du anmäld med en annan adress, logga in med den.
mine-stands = Du kommer i någon annans ställe
mine-papers = Kursintyg
mine-paper = Intyg { $number } (PDF)
mine-work = Program du arbetar med
own-calendar = Din kalender
own-calendar-name = Mina seminarier
own-calendar-text = Lägg till adressen i ditt kalenderprogram, så följer kalendern med när något ändras. Adressen är hemlig: den som har den kan se vilka seminarier du går på.
own-calendar-address = Adress att klistra in i kalenderprogrammet
own-calendar-fetch = Hämta kalendern som den är nu
own-calendar-renew = Byt adress, så att den gamla slutar gälla
mine-data = Uppgifter om dig
mine-data-text = Du kan se vad som finns om dig och ta med dig det.
mine-data-link = Visa uppgifterna
mine-sign-out-text = Har du varit inloggad på en dator som andra använder kan du logga ut där härifrån.
mine-sign-out-here = Logga ut här
mine-sign-out-everywhere = Logga ut överallt
standing = { $municipality }: { $status }.
standing-own-admitted = Du har en plats.
standing-own-offered = Du erbjuds en plats.
standing-own-queued = Du står i kö.
standing-own-withdrawn = Du är avbokad.
standing-all = { $count ->
    [0] Ingen är anmäld.
    [1] En person är anmäld.
    [2] Båda är anmälda.
   *[other] Alla { $count } är anmälda.
}
standing-missing = Saknas: { $missing }.
standing-held = Platsen hålls till och med den { $date }.
standing-offered = En plats är ledig. Svara senast den { $date }.
standing-queued = Plats { $place } i kön.
person-erased = Raderad person
person-protected = Skyddad identitet

## En anmälan

enrolment-about = Om anmälan
enrolment-accept = Ja tack till platsen
enrolment-decline = Nej tack
enrolment-next = Härnäst
enrolment-next-seminar = Seminarium { $number }
enrolment-over = Alla seminarier är genomförda.
enrolment-people = Anmälda
enrolment-nobody = Ingen är anmäld.
enrolment-you = du
enrolment-deputies = Ersättare
enrolment-deputy = { $deputy } kommer i stället för { $member }.
enrolment-deputy-remove = Ta tillbaka { $deputy }
enrolment-changes = Ändra i anmälan
enrolment-reference = Anmälningsnummer
enrolment-submitted = Inskickad
enrolment-contact = Kontaktperson
enrolment-programme = Programmets sida
deputy-title = Skicka en ersättare
deputy-lead = En kollega kan komma i ditt ställe en enstaka dag. Kommunens närvaro räknas, men på intyget räknas bara egen närvaro.
deputy-for = I vems ställe?
deputy-when = När?
deputy-who = Vem kommer?
deputy-button = Anmäl ersättaren
deputy-not = Avbryt
deputy-choose-member = Välj i vems ställe ersättaren kommer.
leave-title = Avboka
leave-what = Vad vill du avboka?
leave-me = Mitt eget deltagande
leave-all = Hela anmälan från kommunen
leave-only-me = Du avbokar ditt eget deltagande. Övriga i anmälan berörs inte.
leave-only-all = Du avbokar anmälan.
leave-in-time = Till och med den { $date } går det bra att avboka. En plats som blir ledig går till nästa i kön.
leave-late = Sista dag för avbokning var den { $date }. Lämnar en person behåller den andra sin plats, och kommunen tillfrågas om vem som kommer i stället.
leave-late-alone = Sista dag för avbokning var den { $date }. Det går ändå att avboka, men då är det inte säkert att någon annan hinner ta platsen.
leave-choose = Välj vad du vill avboka.
leave-button = Avboka
leave-not = Behåll anmälan
refused-title = Det gick inte
refused-back = Tillbaka till anmälan
refused-offer-over = Erbjudandet gäller inte längre.
refused-not-active = Anmälan gäller inte längre.
refused-not-admitted = Kommunen har ingen plats ännu.
refused-no-sessions = Välj minst ett pass.
refused-deputy-already-named = En annan ersättare är redan anmäld till något av passen. Ta tillbaka den först.
refused-deputy-taken = Personen kommer redan i någon annans ställe till något av passen.
refused-already-enrolled = Personen är redan anmäld till programmet.
refused-is-a-deputy = Personen kommer redan som ersättare för någon annan. Ta tillbaka det först.
refused-already-invited = Personen är redan inbjuden. Ta tillbaka den inbjudan först.
refused-no-room = Det finns inte fler platser i anmälan.
refused-invitation-over = Inbjudan gäller inte längre.
refused-other = Det är inte möjligt just nu. Skriv till programmets samordnare.

## Fält i formulär

form-fornamn = Förnamn
form-efternamn = Efternamn
form-befattning = Befattning
form-epost = E-postadress
form-telefon = Telefon
form-optional = frivilligt
form-empty = Fyll i { $field }.
form-empty-field = Fyll i ”{ $field }”.
form-too-long = { $field } är för långt; högst { $limit } tecken.
form-unreadable = { $field } innehåller tecken som inte kan användas.
form-no-phone = Skriv ett telefonnummer med siffror, till exempel 070-123 45 67.

## Uppgifter om en själv

own-lead = Det här finns sparat om dig.
own-particulars = Dina uppgifter
own-sign-in = Inloggning
own-organisation = Du kan logga in med { $name }
own-reference = Deltagar-ID
own-protected = Din identitet är skyddad och visas inte på listor.
own-wrong = Är något fel, skriv till programmets samordnare.
own-all = Allt som finns om dig
own-all-text = Filen innehåller varje rad i systemet som gäller dig: anmälningar, närvaro, intyg och brev. Svar på utvärderingar är anonyma och finns inte med.
own-download = Hämta allt (JSON)
own-letters = Brev till dig
own-no-letters = Inga brev har skickats till dig.

## Registret

register-title = Anmälningar
register-empty = Ingen har anmält sig ännu.
register-places = Platser
register-admitted = Antagna
register-offered = Erbjudna
register-incomplete = Ofullständiga
register-queued = I kö
register-participants = Deltagare
register-waits = Väntar på svar eller komplettering
register-queue = Kön
register-has-place = Har plats
register-over = Avslutade
register-people = Anmälda

## Anmälan

enrol-title = Anmäl kommunen
enrol-meeting-title = Anmäl dig till träffen
enrol-person-title = Anmäl dig
enrol-link = Anmäl er kommun
enrol-pair = Är någon inte bestämd ännu, lämna den tom. Platsen hålls då i { $days } dagar.
enrol-choose = Välj
enrol-contact-hint = Den som svarar för anmälan och får våra mejl.
enrol-is-contact = Det är kontaktpersonen
enrol-otherwise = Annars fyller du i en kollega:
enrol-invite = Bjud in kollegan med ett mejl, så att kollegan svarar själv
enrol-member = Deltagare { $number }
enrol-button = Skicka anmälan
enrol-choose-municipality = Välj kommun.
enrol-choose-role = Välj roll.
enrol-nobody = Ange minst en som deltar.
# $whose platsen i formuläret; $problem vad som är fel där
enrol-whose = { $whose }: { $problem }
enrol-already = Kommunen är redan anmäld. Logga in för att ändra anmälan, eller skriv till samordnaren.
enrol-person-already = Någon av personerna är redan anmäld till programmet.
enrol-not-invited = Programmet riktar sig inte till den kommunen.
enrol-closed = Anmälan är stängd.
enrolled-title = Tack, anmälan är mottagen
enrolled-number = Anmälningsnummer: { $reference }
enrolled-next = En bekräftelse är på väg till kontaktpersonen. Logga in med er e-postadress för att följa anmälan.

## Utvärdering

ballot-title = Vad tyckte du?
ballot-anonymous = Svaren sparas utan namn, tid och ordning, så ingen kan se vad just du har svarat.
# $least minsta antal svar som visas tillsammans
ballot-least = Resultatet visas bara för minst { $least } svar tillsammans.
ballot-until = Du kan svara till och med den { $date }.
ballot-dont-know = Vet inte
ballot-groups = Om dig
ballot-groups-text = Fyll i om du vill. Svar från en grupp visas bara när gruppen är tillräckligt stor.
ballot-not-said = Vill inte säga
ballot-button = Skicka svaren
ballot-once = Du kan svara en gång. Skickade svar går inte att ändra, eftersom ingen vet vilka som är dina.
ballot-empty = Svara på minst en fråga.
ballot-choose = Välj ett av svaren.
ballot-too-long = Svaret är för långt; högst { $limit } tecken.
ballot-closed-title = Utvärderingen är stängd
ballot-closed = Det går inte att svara längre.
ballot-answered-title = Du har svarat
ballot-answered = Tack. Man kan svara en gång.
ballot-thanks-title = Tack för dina svar
ballot-thanks = De är sparade utan koppling till dig.
mine-evaluations = Utvärderingar att svara på

## Vilka som är med

enrolment-replace = Byt ut { $name }
enrolment-invited = { $name } är inbjuden och kan svara till och med den { $date }.
enrolment-invited-remove = Ta tillbaka inbjudan till { $name }
colleague-how = Hur?
colleague-invite = Bjud in
colleague-invite-about = Kollegan får ett mejl med en länk och svarar själv.
colleague-enrol = Anmäl direkt
colleague-enrol-about = Kollegan är med på en gång och får en bekräftelse.
colleague-join-title = Lägg till en kollega
colleague-join-lead = Skriv vem som ska vara med.
colleague-join-button = Lägg till
colleague-replace-title = Byt ut en deltagare
colleague-replace-lead = Någon annan tar över platsen efter { $name } för resten av programmet. Gäller det bara någon dag, skicka en ersättare i stället.
colleague-replace-button = Byt ut
colleague-contact-title = Byt kontaktperson
colleague-contact-lead = Den nya kontaktpersonen svarar för anmälan och får våra mejl.
colleague-contact-button = Byt kontaktperson

## Frågor till den som anmäler sig

question-title = Svara på programmets frågor
question-sensitive = Det du skriver om mat och om vad du behöver förvaras för sig och visas bara för dem som ordnar det. Det raderas efter det sista seminariet.
question-button = Spara svaren
question-yes = Ja
question-no = Nej
question-required = Svara på frågan ”{ $question }”
question-number = Skriv ett heltal från { $least } till { $most }.
question-unreadable = Svaret är för långt eller innehåller tecken som inte kan användas.

## Inbjudan till en kollega

invitation-title = Inbjudan
invitation-lead = Du är inbjuden att delta för { $municipality }.
invitation-until = Svara senast
invitation-yes = Ja, jag är med
invitation-no = Nej tack
invitation-accepted = Tack, du är anmäld.
invitation-declined = Du har tackat nej. Den som bjöd in dig får veta det.
invitation-withdrawn = Inbjudan är tillbakatagen.
invitation-expired = Inbjudan gäller inte längre. Be den som bjöd in dig om en ny.
