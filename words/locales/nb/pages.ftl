### Sidene på nettet. Emnet for en tekst står i nøkkelen: hvilken side, hvilken del.

page-skip = Til innholdet
page-navigation = Hovedmeny
page-programmes = Programmer
page-certificates = Kontroller kursbevis
page-sign-in = Logg inn
page-sign-out = Logg ut
page-mine = Min side
page-work = Mine programmer
page-language = Språk
page-footer-navigation = Om nettstedet
page-accessibility = Tilgjengelighet
page-privacy = Personopplysninger
page-roles = Roller og rettigheter
page-test-data = Testdata: personene er oppdiktet.
page-error-heading = Noe må rettes
page-error-title = Feil: { $title }
page-back = Tilbake

## Forsiden

home-title = Opplærings{ "\u00AD" }programmer
home-lead = Programmer som regioner og kommuner arrangerer sammen. Her ser du hva de inneholder, når og hvor de holdes, og hvordan kommunen din melder seg på.
home-empty = Det er ingen programmer å vise ennå. Når påmeldingen til et program åpner, står det her.
home-when = { $dates }
home-places = { $places ->
    [one] Én plass
   *[other] { $places } plasser
}

## Programsiden

programme-organiser = Arrangør
programme-partners = Medarrangører
programme-when = Tid
programme-where = Steder
programme-places = Plasser
programme-case-number = Saksnummer
programme-stage = Status
programme-seminars = Samlinger
programme-seminar-number = Nr.
programme-seminar-theme = Tema
programme-seminar-dates = Dager
programme-seminar-place = Sted
programme-no-seminars = Dagene er ikke bestemt ennå.
programme-cancelled = Avlyst
programme-for-whom = For hvem
programme-for-counties = Programmet er for kommunene i { $regions }.
programme-for-municipalities = Programmet er for { $municipalities }.
programme-pair = Hver kommune deltar med { $people }. De meldes på sammen: enten får begge plass, eller ingen.
programme-team = Hver kommune deltar med et lag på { $min }–{ $max } personer, som meldes på sammen.
programme-individual = Du deltar på egen hånd.
programme-and-a = en { $role }
programme-enrol = Slik foregår påmeldingen
programme-enrol-opens = Påmeldingen åpner { $date }.
programme-enrol-open = Påmeldingen er åpen til og med { $date }.
programme-enrol-closed = Påmeldingen stengte { $date }.
programme-enrol-unknown = Påmeldingen har ikke åpnet ennå.
programme-enrol-over = Programmet er gjennomført.
programme-enrol-write = Spørsmål om påmeldingen besvares av { $name }, { $organiser }.
programme-withdrawal = Den som melder seg av senest { $date }, gir noen andre tid til å ta plassen.
programme-decides = Hvem bestemmer om plass
programme-decides-text = { $organiser } bestemmer om plassene etter regler som er like for alle:
programme-decides-order = Plassene fordeles i den rekkefølgen påmeldingene kommer inn. Den som ikke får plass, settes på venteliste, og blir en plass ledig, tilbys den den første på listen.
programme-decides-reserved = Til og med { $date } er plasser reservert for hver region. Det som da er igjen, blir felles.
programme-decides-held = Mangler det noen i en påmelding, holdes plassen i { $days } dager. Deretter går den videre.
programme-decides-offer = Den som tilbys en plass, har { $days } dager på seg til å svare.
programme-reserved-caption = Reserverte plasser per region
programme-region = Region
programme-certificate = Den som har deltatt i minst { $percent } av tiden, får et kursbevis.
programme-personal = Personopplysninger og innsyn
programme-personal-text = { $organiser } er behandlingsansvarlig og bruker opplysningene til påmelding, fremmøte, evaluering og kursbevis i programmet, ikke til annet.
programme-official-record = { $country ->
    [NO] Det du sender inn, kan bli et saksdokument som andre kan kreve innsyn i.
   *[SE] Det du sender inn, kan bli et offentlig dokument (allmän handling) i Sverige, som andre har rett til å be om.
}
programme-personal-more = Les mer om hvordan personopplysninger brukes
programme-calendar = Kalender
programme-calendar-subscribe = Abonner på samlingene
programme-calendar-help = Kalenderen følger med når en dag eller et lokale endres.
programme-contact = Kontakt
programme-phone = Telefon

## Samlingssiden

seminar-above = { $programme }, samling { $number }
seminar-cancelled = Samlingen er avlyst.
seminar-changed = Tid eller sted er endret siden samlingen først kom inn i programmet. Det som står her, gjelder.
seminar-sessions = Tider
seminar-session = Økt
seminar-hours = Klokkeslett
seminar-day = Dag
seminar-venue = Sted
seminar-speakers = Medvirkende
seminar-areas = Kulturområder
seminar-online = På nett
seminar-online-sign-in = Samlingen kan også følges på nett. Lenken vises for den som har en plass og er logget inn.
seminar-host = Vert
seminar-calendar = Hent til kalenderen
seminar-others = De andre samlingene i programmet

## Kontroll av kursbevis

verify-title = Kontroller et kursbevis
verify-lead = Nummeret står på kursbeviset. Du kan også lese av koden på det med mobilen.
verify-number = Kursbevisets nummer
verify-hint = For eksempel KKN-2018-007-3F9A
verify-button = Kontroller
verify-empty = Skriv nummeret som står på kursbeviset.
verify-unknown-title = Kursbeviset finnes ikke
verify-unknown = Det finnes ikke noe kursbevis med nummer { $number }. Kontroller at nummeret er riktig skrevet av. Stemmer det likevel ikke, er kursbeviset ikke utstedt her.
verify-again = Kontroller et annet kursbevis
verify-issued = Kursbeviset er ekte og gjelder.
verify-flagged = Kursbeviset er ekte. Opplysningene om fremmøte gjennomgås nå.
verify-replaced = Kursbeviset er erstattet av et nyere og gjelder ikke lenger.
verify-revoked = Kursbeviset er trukket tilbake og gjelder ikke.
verify-about = Kursbevis { $number }
verify-name = Navn
verify-role = Rolle
verify-municipality = Kommune
verify-programme = Program
verify-period = Periode
verify-hours = Fremmøte
verify-hours-of = { $attended } av { $offered } timer
verify-issuer = Utstedt av
verify-date = Utstedt
verify-protected = Navnet vises ikke, fordi personen har beskyttet identitet.
verify-erased = Personens opplysninger er slettet. At kursbeviset ble utstedt, er bevart, men ikke hva som sto i det.
verify-compare = Sammenlign opplysningene med kursbeviset du har fått. Er de forskjellige, er det opplysningene her som gjelder.

## Feil

error-404-title = Siden finnes ikke
error-404 = Adressen kan være skrevet feil, eller siden kan være flyttet. Begynn på nytt fra programmene.
error-403-title = Dette har du ikke tilgang til
error-403 = Du er logget inn, men siden hører til noen andre eller til en rolle du ikke har. Tror du at det er feil, ta kontakt med programmets koordinator.
error-403-origin-title = Det som ble sendt, ble ikke tatt imot
error-403-origin = Skjemaet ble sendt fra et annet nettsted. Åpne siden her og send derfra.
error-405-title = Slik går det ikke an å gjøre det
error-405 = Siden kan ikke brukes på den måten. Begynn på nytt fra programmene.
error-413-title = Det var for mye på én gang
error-413 = Det som ble sendt, er større enn det som tas imot. Kort ned teksten og send på nytt.
error-429-title = Vent litt
error-429 = Vent noen minutter og prøv igjen.
error-429-seconds =
    Det har kommet mange forespørsler herfra på kort tid. Prøv igjen om { $seconds ->
        [one] ett sekund
       *[other] { $seconds } sekunder
    }. Sendte du et skjema, ble det ikke tatt imot: gå tilbake og send det igjen da.
error-429-minutes =
    Det har kommet mange forespørsler herfra på kort tid. Prøv igjen om { $minutes ->
        [one] ett minutt
       *[other] { $minutes } minutter
    }. Sendte du et skjema, ble det ikke tatt imot: gå tilbake og send det igjen da.
error-again = Prøv igjen
error-500-title = Noe gikk galt hos oss
error-500 = Feilen er notert. Prøv igjen om en stund; det du allerede har sendt inn, er lagret.
error-503-title = Siden kan ikke vises akkurat nå
error-503 = Prøv igjen om en stund.
error-400-title = Det som ble sendt, kunne ikke leses
error-400 = Gå tilbake til skjemaet og send det på nytt.
error-reference = Feilens nummer: { $reference }

## Tilgjengelighet

accessibility-title = Tilgjengelighets{ "\u00AD" }erklæring
accessibility-lead = Alle skal kunne bruke dette nettstedet. Det er bygget for å følge WCAG 2.2 på nivå AA og kravene til universell utforming av digitale tjenester.
accessibility-works = Slik er nettstedet bygget
accessibility-works-1 = Alt kan gjøres med tastatur, uten JavaScript, på en skjerm som er 320 piksler bred, og med teksten forstørret til det dobbelte.
accessibility-works-2 = Overskrifter, landemerker og ledetekster er merket opp for skjermlesere. Feil i skjemaer står både øverst og ved feltet.
accessibility-works-3 = Fargene følger innstillingen din for lyst eller mørkt tema.
accessibility-tested = Slik er det prøvd
accessibility-tested-text = Hver side prøves på svensk, norsk og engelsk med verktøyet axe i nettleseren Chromium, i 320 og 1280 pikslers bredde, før hver utgave. Prøver med mennesker som bruker hjelpemidler, er ennå ikke gjort.
accessibility-known = Kjente mangler
accessibility-known-text = Tekster som arrangøren selv skriver, for eksempel programmets formål og samlingenes temaer, finnes som oftest bare på ett språk.
accessibility-report = Meld fra om mangler
accessibility-report-text = Finner du noe som ikke virker, skriv til programmets koordinator. Adressen står på programmets side. Du kan også få innholdet på en annen måte, for eksempel opplest.
accessibility-supervision = I Norge fører Tilsynet for universell utforming av ikt tilsyn, i Sverige Myndigheten för digital förvaltning (Digg). Dit kan du klage om du ikke er fornøyd med svaret.

## Personopplysninger

privacy-title = Slik brukes personopplysninger
privacy-lead = Vi behandler bare de opplysningene som trengs for å gjennomføre programmene.
privacy-who = Hvem som har ansvaret
privacy-who-text = Myndigheten som arrangerer programmet, er behandlingsansvarlig. Hvem det er, og hvem du henvender deg til, står på programmets side.
privacy-what = Hvilke opplysninger
privacy-what-text = Navn, stilling, kommune, e-postadresse, telefonnummer, rolle i programmet, fremmøte og kursbevis. Fødselsnummer brukes aldri.
privacy-why = Hvorfor
privacy-why-text = For å kunne fordele plasser, innkalle til samlinger, føre fremmøte og utstede kursbevis. Det er en oppgave i allmennhetens interesse.
privacy-evaluation = Evalueringer er anonyme
privacy-evaluation-text = Svarene lagres uten kobling til person, tid eller rekkefølge. Resultater vises bare for så mange svar sammen at ingen kan kjennes igjen.
privacy-official = Innsyn
privacy-official-text = Det som sendes inn til en myndighet, kan bli et saksdokument og utleveres til den som ber om innsyn.
privacy-kept = Hvor lenge
privacy-kept-text = Opplysningene bevares eller kasseres etter arrangørens bevarings- og kassasjonsplan. Hver persons opplysninger er kryptert med en egen nøkkel. Når opplysningene kasseres, ødelegges nøkkelen, og da kan ingen lese dem, heller ikke i sikkerhetskopier.
privacy-rights = Rettighetene dine
privacy-rights-text = Du kan få vite hva som finnes om deg, få feil rettet og be om at opplysninger slettes. Skriv til koordinatoren. Er du ikke fornøyd, kan du klage til Datatilsynet i Norge eller Integritetsskyddsmyndigheten i Sverige.
privacy-cookies = Informasjonskapsler
privacy-cookies-text = Nettstedet bruker bare nødvendige informasjonskapsler: en som husker valgt språk, en som holder deg innlogget og, mens du logger inn gjennom arbeidsplassen, en som sørger for at det er du som kommer tilbake. Ingenting hentes fra andre nettsteder, og det føres ingen statistikk over besøkende.

## Innlogging

signing-in-title = Logg inn
signing-in-lead = Skriv e-postadressen din, så sender vi en lenke å logge inn med. Du trenger ikke noe passord.
signing-in-email = E-postadresse
signing-in-hint = Adressen som står i påmeldingen
signing-in-button = Send lenken
signing-in-empty = Skriv e-postadressen din.
signing-in-no-address = Skriv en e-postadresse, for eksempel navn@kommune.no.
signing-in-sent-title = Se i e-posten din
signing-in-sent = Hvis adressen finnes hos oss, er en e-post på vei til den. Lenken i e-posten gjelder i 20 minutter.
signing-in-sent-missing = Kommer det ingen e-post i løpet av noen minutter, se i søppelposten og kontroller at adressen er den som står i påmeldingen. Ber du om flere lenker på kort tid, sendes bare de første.
signing-in-again = Be om en ny lenke
signing-in-gone-title = Lenken gjelder ikke lenger
signing-in-gone = En lenke gjelder i 20 minutter og kan brukes én gang.
signing-in-as = Logg inn som { $name }
signing-in-once = Lenken kan bare brukes én gang.
organisation-lead = Arbeider du med et program, logg inn slik du pleier på arbeidsplassen.
organisation-button = Logg inn med { $name }
organisation-otherwise = Eller med en lenke i en e-post
organisation-away-title = Det gikk ikke å logge inn
organisation-away = Innloggingen til arbeidsplassen din svarer ikke som den skal. Prøv igjen om litt, eller logg inn med en lenke i en e-post.
organisation-over-title = Innloggingen ble avbrutt
organisation-over = Den tok for lang tid eller ble avbrutt. Begynn på nytt.
organisation-unknown-title = Du har ingen rolle her
organisation-unknown = Arbeidsplassen din vet hvem du er, men ingen her har gitt adressen din en rolle i et program. Ta kontakt med programmets koordinator. Er du påmeldt et program, logg inn med en lenke i en e-post.
organisation-no-address-title = Ingen adresse er bekreftet
organisation-no-address = Arbeidsplassen din vet hvem du er, men har ikke bekreftet noen e-postadresse for deg, og det er den vi kjenner deg igjen på. Be dem som har ansvar for innloggingen på arbeidsplassen din om å oppgi en bekreftet adresse, eller logg inn med en lenke i en e-post.
organisation-several-title = Flere har samme adresse
organisation-several = Arbeidsplassen din vet hvem du er, men flere personer her har e-postadressen din, så vi kan ikke vite hvem av dem du er. Logg inn med en lenke i en e-post: der er det en lenke for hver enkelt.
signing-in-letter-subject = Lenken din for å logge inn
# $several: yes når flere personer har samme adresse; $links én lenke per person; $minutes hvor lenge de gjelder
signing-in-letter-body =
    Hei!

    { $several ->
        [yes] Flere personer har denne e-postadressen. Velg din egen lenke og trykk på knappen på siden som åpnes:
       *[no] Åpne lenken og trykk på knappen på siden:
    }

    { $links }

    Lenken gjelder i { $minutes } minutter og kan bare brukes én gang.

    Har du ikke bedt om å logge inn, kan du kaste denne e-posten. Ingen har logget inn.
signing-in-letter-link =
    { $name }:
    { $address }

## Sendte brev i demoen

outbox-title = Sendte brev
outbox-lead = Demoen sender ingen brev på ordentlig. Her er de siste.
outbox-empty = Ingen brev er sendt ennå.
outbox-to = Til
outbox-when = Sendt
outbox-subject = Emne
outbox-all = Alle brev

## Roller. Nøkkelens slutt er rollen eller det som gjøres.

roles-lead = Hva man får se og gjøre, avhenger av hvilken rolle man har i et program. Den samme tabellen styrer nettstedet.
roles-table = Hvem får hva
roles-deed = Får
roles-yes = Ja
roles-anyone = Programmenes sider, kalendere og kontrollen av kursbevis er åpne for alle.
role-of-member = Deltaker
role-of-member-about = Den som er påmeldt et program.
role-of-contact = Kontaktperson
role-of-contact-about = Den som svarer for kommunens påmelding.
role-of-coordinator = Koordinator
role-of-coordinator-about = Leder programmet og avgjør vanskelige saker.
role-of-organiser = Arrangør
role-of-organiser-about = Tar imot deltakerne på samlingene.
role-of-council-member = Medlem av programrådet
role-of-council-member-about = Planlegger innholdet for sin region.
role-of-check-in-helper = Hjelp ved innsjekking
role-of-check-in-helper-about = Krysser av deltakere på stedet, med telefonen.
role-of-registrar = Arkivar
role-of-registrar-about = Gir innsyn i og kasserer dokumenter.
role-of-data-protection-officer = Personvernombud
role-of-data-protection-officer-about = Våker over hvordan personopplysninger brukes.
deed-see-enrolment = Se kommunens påmelding og hva som skjer videre
deed-answer-offer = Takke ja eller nei til en tilbudt plass
deed-send-deputy = Sende en stedfortreder for seg selv en dag
deed-send-deputy-for-others = Sende en stedfortreder for noen andre i påmeldingen
deed-add-colleague = Invitere eller melde på en kollega
deed-replace-oneself = La noen andre ta ens egen plass
deed-replace-others = Bytte ut noen i påmeldingen
deed-change-contact = Bytte kontaktperson
deed-answer-questions = Svare på programmets spørsmål og si hva man trenger
deed-leave-oneself = Melde av sin egen deltakelse
deed-withdraw-enrolment = Melde av hele påmeldingen
deed-see-register = Se alle påmeldinger og ventelisten i programmet
deed-see-protected = Se navn på personer med beskyttet identitet
deed-grant-roles = Gi og fjerne roller i programmet

## Tilganger i et program

grants-title = Tilganger
grants-lead = Disse personene arbeider med programmet.
grants-holders = Hvem som har hvilken rolle
grants-since = Siden
grants-change = Endre
grants-by-programme = Står i programmet
grants-revoke = Fjern
grants-new = Gi noen en rolle
grants-button = Gi rollen
grants-letter-subject = Du har fått en rolle i { $programme }
# $role rollens navn; $address siden man logger inn på
grants-letter-body =
    Hei!

    Du har fått rollen { $role } i { $programme }.

    Logg inn med denne e-postadressen:
    { $address }

## Min side

mine-enrolments = Påmeldinger
mine-next = Neste: samling { $number }, { $when }
mine-none = Det finnes ingen påmelding med deg. Er du påmeldt med en annen adresse, logg inn med den.
mine-stands = Du kommer i stedet for noen andre
mine-papers = Kursbevis
mine-paper = Kursbevis { $number } (PDF)
mine-work = Programmer du arbeider med
own-calendar = Kalenderen din
own-calendar-name = Mine samlinger
own-calendar-text = Legg adressen inn i kalenderprogrammet ditt, så følger kalenderen med når noe endres. Adressen er hemmelig: den som har den, kan se hvilke samlinger du går på.
own-calendar-address = Adresse å lime inn i kalenderprogrammet
own-calendar-fetch = Hent kalenderen slik den er nå
own-calendar-renew = Bytt adresse, så den gamle slutter å gjelde
mine-data = Opplysninger om deg
mine-data-text = Du kan se hva som finnes om deg, og ta det med deg.
mine-data-link = Vis opplysningene
mine-sign-out-text = Har du vært logget inn på en datamaskin som andre bruker, kan du logge ut der herfra.
mine-sign-out-here = Logg ut her
mine-sign-out-everywhere = Logg ut overalt
standing = { $municipality }: { $status }.
standing-own-admitted = Du har fått plass.
standing-own-offered = Du er tilbudt en plass.
standing-own-queued = Du står på ventelisten.
standing-own-withdrawn = Du er meldt av.
standing-all = { $count ->
    [0] Ingen er påmeldt.
    [1] Én person er påmeldt.
    [2] Begge er påmeldt.
   *[other] Alle { $count } er påmeldt.
}
standing-missing = Mangler: { $missing }.
standing-held = Plassen holdes til og med { $date }.
standing-offered = En plass er ledig. Svar senest { $date }.
standing-queued = Plass { $place } på ventelisten.
person-erased = Slettet person
person-protected = Beskyttet identitet

## En påmelding

enrolment-about = Om påmeldingen
enrolment-accept = Ja takk til plassen
enrolment-decline = Nei takk
enrolment-next = Det neste
enrolment-next-seminar = Samling { $number }
enrolment-over = Alle samlingene er gjennomført.
enrolment-people = Påmeldte
enrolment-nobody = Ingen er påmeldt.
enrolment-you = deg
enrolment-deputies = Stedfortredere
enrolment-deputy = { $deputy } kommer i stedet for { $member }.
enrolment-deputy-remove = Ta tilbake { $deputy }
enrolment-changes = Endre påmeldingen
enrolment-reference = Påmeldingsnummer
enrolment-submitted = Sendt inn
enrolment-contact = Kontaktperson
enrolment-programme = Programmets side
deputy-title = Send en stedfortreder
deputy-lead = En kollega kan komme i stedet for deg en enkelt dag. Kommunens fremmøte telles, men på kursbeviset telles bare eget fremmøte.
deputy-for = I stedet for hvem?
deputy-when = Når?
deputy-who = Hvem kommer?
deputy-button = Meld på stedfortrederen
deputy-not = Avbryt
deputy-choose-member = Velg hvem stedfortrederen kommer i stedet for.
leave-title = Meld av
leave-what = Hva vil du melde av?
leave-me = Min egen deltakelse
leave-all = Hele påmeldingen fra kommunen
leave-only-me = Du melder av din egen deltakelse. De andre i påmeldingen berøres ikke.
leave-only-all = Du melder av påmeldingen.
leave-in-time = Til og med { $date } er det greit å melde av. En plass som blir ledig, går til den neste på ventelisten.
leave-late = Siste dag for avmelding var { $date }. Slutter én person, beholder den andre plassen sin, og kommunen blir spurt om hvem som kommer i stedet.
leave-late-alone = Siste dag for avmelding var { $date }. Det går likevel an å melde seg av, men da er det ikke sikkert at noen andre rekker å ta plassen.
leave-choose = Velg hva du vil melde av.
leave-button = Meld av
leave-not = Behold påmeldingen
refused-title = Det gikk ikke
refused-back = Tilbake til påmeldingen
refused-offer-over = Tilbudet gjelder ikke lenger.
refused-not-active = Påmeldingen gjelder ikke lenger.
refused-not-admitted = Kommunen har ingen plass ennå.
refused-no-sessions = Velg minst én økt.
refused-deputy-already-named = En annen stedfortreder er allerede meldt på en av øktene. Ta tilbake den først.
refused-deputy-taken = Personen kommer allerede i stedet for noen andre på en av øktene.
refused-already-enrolled = Personen er allerede påmeldt programmet.
refused-is-a-deputy = Personen kommer allerede som stedfortreder for noen andre. Ta det tilbake først.
refused-already-invited = Personen er allerede invitert. Trekk den invitasjonen først.
refused-no-room = Det er ikke flere plasser i påmeldingen.
refused-invitation-over = Invitasjonen gjelder ikke lenger.
refused-other = Det er ikke mulig akkurat nå. Skriv til programmets koordinator.

## Felt i skjemaer

form-fornamn = Fornavn
form-efternamn = Etternavn
form-befattning = Stilling
form-epost = E-postadresse
form-telefon = Telefon
form-optional = valgfritt
form-empty = Fyll ut { $field }.
form-empty-field = Fyll ut «{ $field }».
form-too-long = { $field } er for langt; høyst { $limit } tegn.
form-unreadable = { $field } inneholder tegn som ikke kan brukes.
form-no-phone = Skriv et telefonnummer med sifre, for eksempel 912 34 567.

## Opplysninger om en selv

own-lead = Dette er lagret om deg.
own-particulars = Opplysningene dine
own-sign-in = Innlogging
own-organisation = Du kan logge inn med { $name }
own-reference = Deltaker-ID
own-protected = Identiteten din er beskyttet og vises ikke på lister.
own-wrong = Er noe feil, skriv til programmets koordinator.
own-all = Alt som finnes om deg
own-all-text = Filen inneholder hver rad i systemet som gjelder deg: påmeldinger, fremmøte, kursbevis og brev. Svar på evalueringer er anonyme og er ikke med.
own-download = Hent alt (JSON)
own-letters = Brev til deg
own-no-letters = Ingen brev er sendt til deg.

## Registeret

register-title = Påmeldinger
register-empty = Ingen har meldt seg på ennå.
register-places = Plasser
register-admitted = Har plass
register-offered = Tilbudt
register-incomplete = Ufullstendige
register-queued = På venteliste
register-participants = Deltakere
register-waits = Venter på svar eller supplering
register-queue = Ventelisten
register-has-place = Har plass i programmet
register-over = Avsluttet
register-people = Påmeldte

## Påmelding

enrol-title = Meld på kommunen
enrol-meeting-title = Meld deg på møtet
enrol-person-title = Meld deg på
enrol-link = Meld på kommunen deres
enrol-pair = Er noen ikke bestemt ennå, la den stå tom. Plassen holdes da i { $days } dager.
enrol-choose = Velg
enrol-contact-hint = Den som svarer for påmeldingen og får e-postene våre.
enrol-is-contact = Det er kontaktpersonen
enrol-otherwise = Ellers fyller du inn en kollega:
enrol-invite = Inviter kollegaen på e-post, så kollegaen svarer selv
enrol-member = Deltaker { $number }
enrol-button = Send påmeldingen
enrol-choose-municipality = Velg kommune.
enrol-choose-role = Velg rolle.
enrol-nobody = Oppgi minst én som deltar.
# $whose plassen i skjemaet; $problem det som er feil der
enrol-whose = { $whose }: { $problem }
enrol-already = Kommunen er allerede påmeldt. Logg inn for å endre påmeldingen, eller skriv til koordinatoren.
enrol-person-already = En av personene er allerede påmeldt programmet.
enrol-not-invited = Programmet er ikke for den kommunen.
enrol-closed = Påmeldingen er stengt.
enrolled-title = Takk, påmeldingen er mottatt
enrolled-number = Påmeldingsnummer: { $reference }
enrolled-next = En bekreftelse er på vei til kontaktpersonen. Logg inn med e-postadressen for å følge påmeldingen.

## Evaluering

ballot-title = Hva syntes du?
ballot-anonymous = Svarene lagres uten navn, tid og rekkefølge, så ingen kan se hva akkurat du har svart.
# $least minste antall svar som vises sammen
ballot-least = Resultatet vises bare for minst { $least } svar sammen.
ballot-until = Du kan svare til og med { $date }.
ballot-dont-know = Vet ikke
ballot-groups = Om deg
ballot-groups-text = Fyll ut hvis du vil. Svar fra en gruppe vises bare når gruppen er stor nok.
ballot-not-said = Vil ikke si
ballot-button = Send svarene
ballot-once = Du kan svare én gang. Svar som er sendt, kan ikke endres, fordi ingen vet hvilke som er dine.
ballot-empty = Svar på minst ett spørsmål.
ballot-choose = Velg ett av svarene.
ballot-too-long = Svaret er for langt; høyst { $limit } tegn.
ballot-closed-title = Evalueringen er stengt
ballot-closed = Det går ikke an å svare lenger.
ballot-answered-title = Du har svart
ballot-answered = Takk. Man kan svare én gang.
ballot-thanks-title = Takk for svarene
ballot-thanks = De er lagret uten kobling til deg.
mine-evaluations = Evalueringer å svare på

## Hvem som er med

enrolment-replace = Bytt ut { $name }
enrolment-invited = { $name } er invitert og kan svare til og med { $date }.
enrolment-invited-remove = Trekk invitasjonen til { $name }
colleague-how = Hvordan?
colleague-invite = Inviter
colleague-invite-about = Kollegaen får en e-post med en lenke og svarer selv.
colleague-enrol = Meld på direkte
colleague-enrol-about = Kollegaen er med med en gang og får en bekreftelse.
colleague-join-title = Legg til en kollega
colleague-join-lead = Skriv hvem som skal være med.
colleague-join-button = Legg til
colleague-replace-title = Bytt ut en deltaker
colleague-replace-lead = Noen andre tar over plassen etter { $name } for resten av programmet. Gjelder det bare en dag, send en stedfortreder i stedet.
colleague-replace-button = Bytt ut
colleague-contact-title = Bytt kontaktperson
colleague-contact-lead = Den nye kontaktpersonen svarer for påmeldingen og får e-postene våre.
colleague-contact-button = Bytt kontaktperson

## Spørsmål til den som melder seg på

question-title = Svar på programmets spørsmål
question-sensitive = Det du skriver om mat og om hva du trenger, oppbevares for seg og vises bare for dem som ordner det. Det slettes etter den siste samlingen.
question-button = Lagre svarene
question-yes = Ja
question-no = Nei
question-required = Svar på spørsmålet «{ $question }»
question-number = Skriv et helt tall fra { $least } til { $most }.
question-unreadable = Svaret er for langt eller inneholder tegn som ikke kan brukes.

## Invitasjon til en kollega

invitation-title = Invitasjon
invitation-lead = Du er invitert til å delta for { $municipality }.
invitation-until = Svar senest
invitation-yes = Ja, jeg er med
invitation-no = Nei takk
invitation-accepted = Takk, du er påmeldt.
invitation-declined = Du har takket nei. Den som inviterte deg, får vite det.
invitation-withdrawn = Invitasjonen er trukket tilbake.
invitation-expired = Invitasjonen gjelder ikke lenger. Be den som inviterte deg, om en ny.
