### Hva som gikk galt, for den som spør. Slutten av nøkkelen er problemets kode; .detail sier hva man gjør.

problems-heading = Problemer og hva de betyr

problem-not-found = Finnes ikke
    .detail = Det finnes ingenting på denne adressen. Kontroller adressen mot /api/docs.
problem-method-not-allowed = Metoden brukes ikke her
    .detail = Adressen tar imot andre metoder; de står i hodefeltet Allow.
problem-internal = Noe gikk galt hos oss
    .detail = Programmet har gjort en feil. Prøv igjen; om feilen varer, oppgi forespørselens id til den som står for driften.
problem-unavailable = Akkurat nå går det ikke
    .detail = Det tok for lang tid, eller databasen svarer ikke for øyeblikket. Prøv igjen om en stund.
problem-views-behind = Listene er ikke framme ennå
    .detail = Listene har ennå ikke nådd posisjon { $position }. Prøv igjen om et sekund.
problem-busy = Mange endrer samtidig
    .detail = Andre endret det samme gang på gang i mellomtiden. Prøv igjen.
problem-too-many-requests = For mange forespørsler
    .detail = Du har spurt for ofte. Vent så mange sekunder som hodefeltet Retry-After sier.
problem-token-missing = Nøkkel mangler
    .detail = Send nøkkelen i hodefeltet: Authorization: Bearer parvis_…
problem-token-invalid = Nøkkelen gjelder ikke
    .detail = Nøkkelen er ukjent, trukket tilbake eller utløpt. Be den som står for driften om en ny.
problem-scope-missing = Tilgang mangler
    .detail = Dette krever tilgangen { $scope }, som nøkkelen ikke har.
problem-body-too-large = For stort
    .detail = Det som ble sendt er større enn { $limit } byte. Del det opp.
problem-media-type-unsupported = Feil medietype
    .detail = Send JSON og si det i hodefeltet: Content-Type: application/json
problem-body-not-json = Ikke JSON
    .detail = Det som ble sendt er ikke JSON; lesingen stoppet på linje { $line }, tegn { $column }.
problem-bad-request = Forespørselen kan ikke leses
    .detail = Forespørselen er ikke skrevet slik at den kan leses. Kontroller den mot /api/docs.
problem-body-invalid = Opplysningene stemmer ikke
    .detail =
        { $count ->
        [one] Ett felt er ikke som det skal
       *[other] { $count } felt er ikke som de skal
    }; hva som er galt med hvert av dem står i errors.
problem-parameter-invalid = En parameter stemmer ikke
    .detail = Adressens parameter { $parameter } er ikke som den skal. Kontroller den mot /api/docs.
problem-header-invalid = Et hodefelt stemmer ikke
    .detail = Hodefeltet { $header } er ikke som det skal. Kontroller det mot /api/docs.
problem-position-beyond-end = Posisjonen finnes ikke i loggen
    .detail = Du har fulgt til posisjon { $after }, men loggen slutter ved { $end }: det er en annen, eller en eldre kopi er lest tilbake. Hent alt på nytt og begynn fra starten.
problem-changes-too-many-readers = For mange følger med
    .detail = Høyst { $limit } tilkoblinger kan følge det som skjer med samme token. Lukk en først.
problem-webhook-address-refused = Adressen godtas ikke
    .detail = { $reason ->
        [unreadable] Adressen kan ikke leses. Skriv den som https://example.org/parvis.
        [too-long] Adressen er lengre enn 2000 tegn. Bruk en kortere.
        [not-https] Meldinger går med https. Skriv en adresse som begynner med https://.
        [credentials] Adressen inneholder brukernavn eller passord. Ta dem bort; meldingene er signert i stedet.
        [fragment] Adressen har en del etter #, som aldri sendes. Ta den bort.
        [not-public] { $address } ligger ikke på det åpne internettet. Den som drifter Parvis kan tillate den med PARVIS_WEBHOOKS_TO=loopback (egen maskin) eller private (private nett).
       *[other] Meldinger går ikke til denne adressen.
    }
problem-webhook-too-many = For mange webhooker
    .detail = Det finnes så mange webhooker som det kan finnes. Fjern en som ikke trengs.
problem-person-erased = Personen er slettet
    .detail = Personens opplysninger er ødelagt; ingenting mer kan noteres om personen.
problem-certificate-rule-missing = Regel for bevis mangler
    .detail = Programmet har ingen regel for kursbevis. Bestem en først.
problem-certificate-person-gone = Personen deltar ikke lenger
    .detail = Personen deltar ikke lenger i programmet, eller er slettet, så det er ikke noe nytt å attestere. Beviset kan trekkes tilbake.
problem-certificate-no-seminars = Ingenting å bevitne
    .detail = Programmet har ingen samling, så det finnes ingenting å bevitne.
problem-register-not-open = Påmeldingen er ikke åpen
    .detail = Programmet tar ikke imot påmeldinger. Det må først publiseres.
problem-register-places-already-taken = Plassene er opptatt
    .detail = { $taken } plasser er allerede opptatt, så de kan ikke bli bare { $places }.
problem-register-members-exceed-seats = En påmelding får ikke plass lenger
    .detail = Påmelding { $reference } har { $members } personer, så en plass kan ikke romme bare { $seats }. Meld av eller endre den påmeldingen først.
problem-register-role-in-use = Noen har rollen
    .detail = Noen i påmelding { $reference } har rollen { $role }. Gi personen en annen rolle før den fjernes.
problem-register-several-of-municipality = En kommune har flere påmeldinger
    .detail = Kommunen i påmelding { $reference } har én påmelding til. Meld av en av dem før hver kommune bare kan ha én.
problem-register-not-yet-open = Påmeldingen har ikke begynt
    .detail = Påmeldingen åpner { $opens }.
problem-register-closed = Påmeldingen er stengt
    .detail = Påmeldingen stengte { $closed }. Ta kontakt med koordinatoren.
problem-municipality-unknown = Ukjent kommune
    .detail = Det finnes ingen kommune med koden { $municipality }.
problem-municipality-in-other-county = Kommunen ligger i et annet fylke
    .detail = Kommune { $municipality } ligger ikke i fylke { $county }.
problem-county-not-invited = Fylket er ikke invitert
    .detail = Programmet tilbys ikke i fylke { $county }.
problem-municipality-already-enrolled = Kommunen er allerede påmeldt
    .detail = Kommunen har allerede påmelding { $reference }. Endre den i stedet.
problem-person-already-enrolled = Personen er allerede påmeldt
    .detail = En av deltakerne finnes allerede i påmelding { $reference }.
problem-enrolment-already-submitted = Allerede sendt inn
    .detail = Påmelding { $reference } er allerede sendt inn, med andre opplysninger.
problem-enrolment-without-members = Ingen deltaker
    .detail = Påmeldingen har ingen deltaker. Oppgi minst en.
problem-enrolment-too-many-members = For mange deltakere
    .detail = En plass rommer { $seats } personer; påmeldingen har flere.
problem-role-unknown = Ukjent rolle
    .detail = Programmet har ingen rolle { $role }. Programmets roller står i dets deltakerregel.
problem-member-without-role = Rolle mangler
    .detail = En deltaker mangler rolle. Oppgi minst en.
problem-enrolment-unknown = Påmeldingen finnes ikke
    .detail = Programmet har ingen slik påmelding.
problem-enrolment-not-active = Påmeldingen gjelder ikke lenger
    .detail = Påmelding { $reference } er avsluttet. Send inn en ny om påmeldingen er åpen.
problem-person-not-a-member = Personen er ikke med
    .detail = Personen er ikke deltaker i påmelding { $reference }.
problem-enrolment-without-offer = Ikke noe tilbud
    .detail = Påmelding { $reference } har ikke noe tilbud å svare på.
problem-offer-expired = Tilbudet er utløpt
    .detail = Fristen for å svare på tilbudet til påmelding { $reference } er ute.
problem-dispensation-roles-not-held = Personen har ikke alle rollene
    .detail = Den som alene skal fylle alle rollene, må ha dem alle. Her mangler { $roles }. Gi personen den rollen først, eller gi dispensasjon for at en rolle står tom.
problem-decision-without-reason = Begrunnelse mangler
    .detail = En beslutning mot regelen trenger en begrunnelse. Oppgi den i reason.
problem-deputy-without-sessions = Økter mangler
    .detail = Oppgi hvilke økter stedfortrederen kommer til.
problem-enrolment-not-admitted = Ingen plass ennå
    .detail = Påmelding { $reference } har ingen plass ennå og kan ikke sende stedfortreder.
problem-stale = Opplysningene er endret
    .detail = Noe er endret siden du leste; changes sier hva, når og av hvem. Les igjen og send det du vil endre med den nye ETag.
problem-register-closed-by-organiser = Påmeldingen er stengt
    .detail = Arrangøren har stengt påmeldingen. Koordinatoren kan fortsatt legge inn en påmelding på papir.
problem-register-over = Det er ingenting igjen å delta på
    .detail = Alt er holdt eller avlyst. Skal en samling fortsatt holdes, setter koordinatoren først den nye datoen.
problem-municipality-not-invited = Kommunen er ikke invitert
    .detail = Kommune { $municipality } står ikke på programmets invitasjonsliste.
problem-enrolment-is-draft = Påmeldingen er et utkast
    .detail = Påmelding { $reference } er et utkast. Send den inn først.
problem-enrolment-is-no-draft = Påmeldingen er sendt inn
    .detail = Påmelding { $reference } er sendt inn. Meld den av i stedet.
problem-answers-missing = Svar mangler
    .detail = Disse spørsmålene må besvares før påmeldingen sendes inn: { $questions }.
problem-invitation-unknown = Invitasjonen finnes ikke
    .detail = Det finnes ingen slik invitasjon.
problem-person-already-invited = Allerede invitert
    .detail = Personen er allerede invitert til påmelding { $reference }. Trekk den invitasjonen først.
problem-invitation-expired = Invitasjonen er utløpt
    .detail = Invitasjonen gjaldt til { $until }. Be om en ny.
problem-invitation-over = Invitasjonen gjelder ikke lenger
    .detail = Invitasjonen er { $how ->
        [accepted] tatt imot
        [declined] avslått
       *[other] trukket tilbake
    }. Be om en ny om det trengs.
problem-person-not-concerned = Personen hører ikke til påmeldingen
    .detail = Personen er verken deltaker eller kontaktperson i påmelding { $reference }.
problem-question-unknown = Ukjent spørsmål
    .detail = Programmet stiller ikke noe spørsmål { $question }.
problem-answer-does-not-fit = Svaret passer ikke spørsmålet
    .detail = Svaret på { $question } er av feil slag eller utenfor grensene; spørsmålet står i programmets deltakerregel.
problem-question-asked-of-members = Spørsmålet gjelder deltakerne
    .detail = Spørsmålet { $question } stilles til hver av deltakerne; personen er ingen.
problem-needs-not-asked-for = Opplysningen etterspørres ikke
    .detail = Programmet spør ikke etter { $what ->
        [diet] kost
       *[other] tilrettelegging
    }, så opplysningen kan ikke lagres.
problem-enrolment-not-complete = Påmeldingen er ufullstendig
    .detail = Påmelding { $reference } er ufullstendig. Fullfør den eller gi dispensasjon først.
problem-no-free-place = Ingen ledig plass
    .detail = Alle { $places } plasser er opptatt. Legg til plasser eller vent til en blir ledig.
problem-enrolment-has-place = Påmeldingen har en plass
    .detail = Påmelding { $reference } har en plass. Meld den av i stedet.
problem-deputy-already-named = Stedfortreder finnes allerede
    .detail = En annen stedfortreder kommer allerede i deltakerens sted til en av øktene. Ta den tilbake først.
problem-deputy-taken = Stedfortrederen er opptatt
    .detail = Stedfortrederen kommer i en annens sted til en av øktene (påmelding { $reference }).
problem-member-is-deputy = Deltakeren er stedfortreder
    .detail = En av deltakerne er stedfortreder i påmelding { $reference }. Ta det tilbake først.
problem-no-deputies-at-meetings = Ingen stedfortredere på åpne møter
    .detail = Et åpent møte har ingen stedfortredere. Meld av den ene og meld på den andre.
problem-idempotency-key-missing = Hodefeltet Idempotency-Key mangler
    .detail = Send en ny tilfeldig verdi i Idempotency-Key med hver kommando, og samme verdi når kommandoen gjentas.
problem-idempotency-key-reused = Nøkkelen er brukt
    .detail = Verdien i Idempotency-Key er allerede brukt for en annen kommando. Ta en ny.
problem-idempotency-key-in-use = Kommandoen pågår
    .detail = Den første kommandoen med samme Idempotency-Key pågår ennå. Spør igjen om en stund.
problem-programme-of-another-plan = Et annet programs plan
    .detail = Planen hører til et annet program. Endre det programmet den hører til.
problem-programme-published = Publisert
    .detail = Det som er publisert ({ $what }) står i brev og bevis og endres ikke. Kopier programmet for å begynne et nytt.
problem-programme-not-ready = Programmet er ikke klart
    .detail =
        { $count ->
        [one] En ting hindrer
       *[other] { $count } ting hindrer
    }; problems sier hvilke og hva man gjør med dem.
problem-session-id-taken = Øktas id er opptatt
    .detail = En økt i samling { $number } har en annen økts id. Gi den en egen.
problem-programme-never-opened = Påmeldingen har aldri vært åpen
    .detail = Det er ingenting å avslutte. Arkiver programmet i stedet.
problem-programme-not-over = Programmet er ikke slutt
    .detail = Den siste samlingen er { $last }. Avslutt programmet når den er holdt.
problem-programme-not-completed = Programmet er ikke avsluttet
    .detail = Det er publisert. Avslutt det før det arkiveres.
problem-session-attended = Fremmøte er registrert
    .detail = Fremmøte er registrert ved { $title } i samling { $number } den { $date }. Behold økta og endre tid eller tittel i stedet.
problem-programme-not-planned = Programmet finnes ikke
    .detail = Programmet er ikke planlagt ennå.
problem-programme-already-planned = Allerede planlagt
    .detail = Programmet er allerede planlagt, med andre opplysninger. Endre planen i stedet.
problem-programme-finished = Programmet er avsluttet
    .detail = Programmet er { $stage ->
        [completed] gjennomført
        [archived] arkivert
       *[other] avsluttet
    } og kan ikke endres mer.
problem-seminar-unknown = Samlingen finnes ikke
    .detail = Programmet har ingen slik samling.
problem-seminar-already-scheduled = Allerede planlagt
    .detail = Samling { $number } er allerede planlagt, med andre opplysninger. Endre tid eller sted i stedet.
problem-seminar-cancelled = Samlingen er avlyst
    .detail = Samling { $number } er avlyst.
problem-enrolment-already-open = Påmeldingen er allerede åpen
    .detail = Påmeldingen er allerede åpen, med andre datoer.
problem-enrolment-not-open = Programmet er ikke publisert
    .detail = Programmet tar ikke imot påmeldinger ennå, så det er ingenting å stenge.
problem-roll-not-begun = Ikke noe fremmøte ennå
    .detail = Ikke noe fremmøte er registrert for samlingen ennå.
problem-session-unknown = Økta finnes ikke
    .detail = Samlingen har ingen slik økt.
problem-attendance-too-long = For mange minutter
    .detail = { $minutes } minutter ble oppgitt, men økta er { $session_minutes } minutter.
problem-attendance-contradicts-itself = Status og minutter motsier hverandre
    .detail = Statusen og { $minutes } minutter går ikke sammen: fravær er 0 minutter, fremmøte flere.
problem-roll-closed = Fremmøtet er avsluttet
    .detail = Fremmøtelisten er lukket. Rett fremmøtet i stedet, med en begrunnelse.
problem-attendance-corrected-since = Fremmøtet er rettet siden
    .detail = Fremmøtet ble rettet på nytt { $at }, og den rettelsen gjelder.
problem-correction-without-reason = Begrunnelse mangler
    .detail = En rettelse trenger en begrunnelse. Oppgi den i reason.
problem-certificate-not-entitled = For lite fremmøte
    .detail = { $attended } av { $offered } minutter er mindre enn de { $percent } prosentene som kreves.
problem-certificate-unknown = Beviset finnes ikke
    .detail = Det finnes ikke noe slikt kursbevis.
problem-certificate-not-holding = Beviset gjelder ikke lenger
    .detail = Kursbevis { $number } er allerede erstattet eller trukket tilbake.
problem-certificate-number-taken = Nummeret er opptatt
    .detail = Kursbevisets nummer { $number } er allerede brukt.
problem-certificate-id-taken = Id er opptatt
    .detail = Kursbevis { $number } har samme id.
problem-certificate-of-another-person = En annens bevis
    .detail = Kursbevis { $number } er utstedt til en annen person.
problem-certificate-decision-without-reason = Begrunnelse mangler
    .detail = Beslutningen trenger en begrunnelse. Oppgi den i reason.
problem-evaluation-not-open = Evalueringen er ikke åpen
    .detail = Evalueringen er ikke åpnet.
problem-evaluation-already-open = Allerede åpen
    .detail = Evalueringen er allerede åpen, med andre opplysninger.
problem-evaluation-closed = Evalueringen er stengt
    .detail = Evalueringen er stengt og tar ikke imot flere svar.
problem-ballots-too-few = For få svar
    .detail = { $found } svar er for få til å telle sammen. Vent på { $least }.
problem-ballots-too-many = For mange svar
    .detail = Det er flere svar enn de { $invited } inviterte.
problem-answer-not-on-form = Svaret passer ikke spørsmålet
    .detail = Spørsmålet { $question } finnes ikke på skjemaet, eller besvares på en annen måte.
problem-evaluation-still-open = Evalueringen er ennå åpen
    .detail = Evalueringen tar fortsatt imot svar. Den må stenges før oppsummeringen godkjennes.
problem-person-unknown = Personen finnes ikke
    .detail = Personen er ikke registrert.
problem-person-was-erased = Personen er slettet
    .detail = Personens opplysninger er ødelagt etter en beslutning.
problem-erasure-not-decided = Ingen beslutning om sletting
    .detail = Det finnes ingen beslutning om å slette personen.
problem-letter-unknown = Brevet finnes ikke
    .detail = Brevet ble aldri lagt i kø.
problem-letter-not-waiting = Brevet venter ikke
    .detail = Brevet er sendt, gitt opp eller for sent.
problem-letter-arrived = Brevet er sendt
    .detail = Brevet er sendt og har ikke kommet tilbake. Noter først at det kom tilbake.
problem-letter-still-waiting = Brevet venter
    .detail = Brevet venter fortsatt på å bli sendt, så det er ingenting å krysse av.
problem-letter-never-sent = Brevet er ikke sendt
    .detail = Brevet er ikke sendt, så det kan ikke ha kommet tilbake.

field-required = Feltet mangler; legg det til.
field-unknown = Feltet finnes ikke; ta det bort eller rett navnet.
field-type = Verdien skal være { $expected }.
field-pattern = Verdien har feil form; den skal følge mønsteret { $expected }.
field-format = Verdien har feil form; den skal være { $expected }.
field-choice = Verdien skal være en av { $expected }.
field-too-short = Teksten er for kort; den skal ha minst { $expected } tegn.
field-too-long = Teksten er for lang; den kan ha høyst { $expected } tegn.
field-too-few = Listen er for kort; den skal ha minst { $expected } poster.
field-too-many = Listen er for lang; den kan ha høyst { $expected } poster.
field-too-small = Tallet er for lite; det skal være minst { $expected }.
field-too-large = Tallet er for stort; det kan være høyst { $expected }.
field-not-unique = Listen nevner det samme to ganger.
field-no-alternative = Verdien passer ingen av formene som beskrives i /api/docs.
field-unknown-parameter = Adressen tar ingen slik parameter; fjern eller rett den. Den tar { $expected }.
field-no-parameters = Adressen tar ingen parametere; fjern den.
field-cursor = Markøren hører ikke til denne listen; ta next fra siden før, eller begynn uten.
field-repeated = Parameteren står to ganger; oppgi den én gang.
field-value = Verdien godtas ikke i dette feltet; se beskrivelsen i /api/docs.
