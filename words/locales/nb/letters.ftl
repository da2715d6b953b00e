### Brev. Hvert brev har et emne (-subject) og en tekst (-body); hilsen, underskrift og bunntekst er felles.
###
### I alle brev kan disse brukes: $programme, $organiser (arrangøren), $coordinator (koordinatoren), $email.
### De andre variablene står ved hvert brev; de som er merket med ?, kan være tomme.
### En linje som handler om noe ukjent (en tom variabel), utelates, så legg hver slik opplysning på en egen linje.
### Mottakeren kan være kommunens kontaktperson uten selv å delta: skriv om deltakerne, ikke til dem.

letter-greeting = Hei, { $name }!

# $phone? koordinatorens telefon
letter-signature =
    Vennlig hilsen
    { $coordinator }
    { $organiser }
    { $email }
    { $phone }

# $case-number? saksnummer
letter-footer =
    Saksnummer: { $case-number }
    Det du sender til { $organiser }, kan bli saksdokument som andre kan be om innsyn i. Personopplysningene i påmeldingen behandles for å gjennomføre programmet.

# Under brev til koordinatoren
letter-signature-desk = Denne e-posten er skrevet av Parvis for { $organiser }.
letter-footer-desk = Saksnummer: { $case-number }

letter-test-data = TESTDATA: Personene, adressene og hendelsene i dette brevet er oppdiktet.

## Påmelding. $municipality, $applicant (kommunen, eller den som er påmeldt på egen hånd), $members (de påmeldte, ramset opp), $reference (påmeldingsnummer)

# $submitted dato
letter-receipt-subject = Vi har mottatt påmeldingen deres til { $programme }
letter-receipt-body =
    Takk! Vi har mottatt påmeldingen fra { $applicant } til { $programme }.

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }
    Sendt inn: { $submitted }

    Svar om plass kommer i en egen e-post. Er noe feil? Svar på denne e-posten, så retter vi det.

# $seminars samlingene, én per linje; $withdrawal-deadline? siste dag for avmelding
letter-admitted-subject = { $applicant } har fått plass i { $programme }
letter-admitted-body =
    Velkommen! { $applicant } har fått plass i { $programme }.

    Deltakere: { $members }
    Påmeldingsnummer: { $reference }

    Samlingene – før gjerne dagene inn i kalenderen allerede nå:
    { $seminars }

    Før hver samling får deltakerne en e-post med tider, lokale og adresse.

    Blir noen forhindret en enkelt dag, kan en kollega komme som stedfortreder. Svar på denne e-posten med navn, stilling og e-postadresse.

    Må noen slutte i programmet, vil vi gjerne vite det senest { $withdrawal-deadline }, så noen andre rekker å få plassen.

# $queue-place? plass i køen
letter-queued-subject = { $applicant } står på ventelisten til { $programme }
letter-queued-body =
    Alle plassene i { $programme } er opptatt nå, og { $applicant } står på ventelisten.

    Plass i køen: { $queue-place }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Dere trenger ikke gjøre noe. Når en plass blir ledig, tilbys den etter tur, og da får dere en e-post med svarfrist.

    Vil dere ikke stå i køen lenger? Svar på denne e-posten, så stryker vi påmeldingen.

# $seminars; $until svarfrist; $link?
letter-offered-subject = En plass i { $programme } er ledig – svar senest { $until }
letter-offered-body =
    En plass i { $programme } er blitt ledig, og { $applicant } står først i køen.

    Svar ja eller nei senest { $until }. Svar på denne e-posten, så ordner vi resten.
    Dere kan også svare her: { $link }

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Samlingene:
    { $seminars }

    Får vi ikke svar i tide, går tilbudet videre til neste i køen.

# $missing det som mangler, i ord; $until siste dag plassen holdes av; $link?
letter-incomplete-subject = Påmeldingen deres til { $programme } er ikke fullstendig – svar senest { $until }
letter-incomplete-body =
    I påmeldingen fra { $municipality } til { $programme } mangler det fortsatt noen:

    Mangler: { $missing }
    Påmeldt så langt: { $members }
    Påmeldingsnummer: { $reference }

    Plassen holdes av til dere til og med { $until }. Deretter går den videre til neste i køen.

    Gjør slik: Svar på denne e-posten med navn, stilling, e-postadresse og telefonnummer til den som skal være med.
    Dere kan også legge inn opplysningene her: { $link }

    Kan dere ikke melde på noen i den rollen? Ta kontakt, så ser vi om det kan gjøres et unntak.

# $cause: hold (påmeldingen ble ikke fullstendig) eller offer (tilbudet ble ikke besvart); $until dato
letter-expired-subject = { $cause ->
    [offer] Tilbudet om plass i { $programme } gjelder ikke lenger
   *[hold] Påmeldingen til { $programme } gjelder ikke lenger
}
letter-expired-body = { $cause ->
    [offer]
        { $applicant } fikk tilbud om en plass i { $programme }, men vi fikk ikke svar innen { $until }. Plassen er derfor gått videre til neste i køen.
   *[hold]
        Påmeldingen fra { $applicant } til { $programme } ble ikke fullstendig innen { $until }. Plassen holdes derfor ikke av lenger, men går videre til neste i køen.
}

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Vil dere være med likevel? Svar på denne e-posten, så forteller vi hvilke muligheter som finnes.

# $withdrawn dato
letter-withdrawn-subject = Påmeldingen fra { $applicant } til { $programme } er avmeldt
letter-withdrawn-body =
    Vi har registrert avmeldingen fra { $applicant } til { $programme }.

    Gjelder: { $members }
    Påmeldingsnummer: { $reference }
    Avmeldt: { $withdrawn }

    Hadde dere en plass, går den videre til neste i køen. Er avmeldingen en misforståelse? Ta kontakt så snart dere kan.

# $person den som slutter; $role personens rolle; $members? de som er igjen; $until? svarfrist
letter-replacement-wanted-subject = Hvem kommer i stedet for { $person } til { $programme }?
letter-replacement-wanted-body =
    { $person } ({ $role }) har meldt forfall til { $programme }. Fristen for avmelding er ute, så plassen tilhører fortsatt { $municipality }.

    Hvem kommer i stedet? Svar på denne e-posten med navn, stilling, e-postadresse og telefonnummer til en kollega med samme oppgaver.

    Vi trenger svar senest { $until }.
    Fortsatt påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    De som er igjen, beholder plassene sine. Finner dere ingen, så ta likevel kontakt.

# Til koordinatoren. $person, $role, $withdrawn dato, $withdrawal-deadline? dato, $members? de som er igjen, $contact kommunens kontaktperson, $link
letter-late-withdrawal-subject = Sen avmelding: { $person }, { $municipality }
letter-late-withdrawal-body =
    { $person } ({ $role }) fra { $municipality } meldte seg av { $programme } den { $withdrawn }.

    Siste dag for avmelding: { $withdrawal-deadline }
    Fortsatt påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    { $contact } er spurt om hvem som kommer i stedet.
    Plassen er ikke frigitt; det avgjør du: { $link }

## Påmelding: kolleger, kontaktperson og vedtak

# $link lenken; $until siste dag; $members de som alt er påmeldt. Brevet går til den som blir invitert.
letter-invitation-subject = Vil du være med i { $programme } sammen med { $members }?
letter-invitation-body =
    { $municipality } har meldt seg på { $programme }, og du er invitert til å være med.

    Alt påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Svar ja eller nei her: { $link }
    Lenken gjelder til og med { $until } og er bare for deg. Ikke gi den videre.

    Samlingene:
    { $seminars }

    Kjenner du ikke igjen påmeldingen? Svar på denne e-posten, så finner vi ut av det.

# $person den som takket nei
letter-invitation-declined-subject = { $person } kan ikke være med i { $programme }
letter-invitation-declined-body =
    { $person } har takket nei til å være med i påmeldingen fra { $municipality } til { $programme }.

    Påmeldt hittil: { $members }
    Påmeldingsnummer: { $reference }

    Hvem kan være med i stedet? Inviter noen andre, eller svar på denne e-posten med navn, stilling og e-postadresse.

# $decision: admit (plass) eller offer (tilbud); $reason? begrunnelsen
letter-decided-by-hand-subject = Vedtak om påmeldingen fra { $applicant } til { $programme }
letter-decided-by-hand-body = { $decision ->
    [offer]
        Koordinatoren har bestemt at { $applicant } får tilbud om plass i { $programme }. Tilbudet kommer i en egen e-post, med siste svarfrist.
   *[admit]
        Koordinatoren har bestemt at { $applicant } får plass i { $programme }. Beskjeden om plassen kommer i en egen e-post.
}

    Begrunnelse: { $reason }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

# Til den som sto foran i køen da koordinatoren ga plassen til noen andre. $queue-place? plass i køen
letter-passed-over-subject = Koordinatoren har gitt en plass i { $programme } til noen andre
letter-passed-over-body =
    Koordinatoren har bestemt at en ledig plass i { $programme } går til en påmelding som ikke sto for tur. { $applicant } sto foran i køen og venter fortsatt.

    Plass i køen: { $queue-place }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Dere trenger ikke å gjøre noe. Neste plass som blir ledig, tilbys etter tur.

    Vil dere vite hvordan vedtaket kom i stand? Svar på denne e-posten.

# $reason? begrunnelsen
letter-refused-subject = { $applicant } får ikke plass i { $programme }
letter-refused-body =
    Koordinatoren har bestemt at { $applicant } ikke får plass i { $programme }.

    Begrunnelse: { $reason }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Er noe misforstått, eller vil dere ha en full forklaring på hvordan vedtaket ble til? Svar på denne e-posten.

# $side: former (til den som var kontaktperson) eller new (til den nye); $person den andre
letter-contact-changed-subject = { $side ->
    [former] { $person } er ny kontaktperson for { $applicant } i { $programme }
   *[new] Du er kontaktperson for { $applicant } i { $programme }
}
letter-contact-changed-body = { $side ->
    [former]
        Fra nå av er { $person } kontaktperson for påmeldingen fra { $applicant } til { $programme }. Du får ikke flere e-poster som kontaktperson.
   *[new]
        Fra nå av er du kontaktperson for påmeldingen fra { $applicant } til { $programme }, i stedet for { $person }. Det er du som får beskjed om plassen og spørsmål om påmeldingen.
}

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Stemmer det ikke? Svar på denne e-posten.

## Samlinger. $number, $theme, $dates, $place (sted), $venue (lokale og adresse), $sessions (øktene, én per linje), $access? (hvordan man kommer inn), $online? (lenke), $code? og $code-link? (mottakerens egen kode ved innsjekkingen, og hvor den vises)

# Til stedfortrederen. $member den faste deltakeren
letter-deputy-subject = Du er stedfortreder for { $member } { $dates }
letter-deputy-body =
    Du er meldt på som stedfortreder for { $member }, { $municipality }, på samling { $number } i { $programme }: «{ $theme }».

    Tider:
    { $sessions }

    Sted: { $venue }
    Om lokalet: { $access }
    Delta på nett: { $online }
    Koden din for innsjekking på stedet: { $code }
    Vis koden på telefonen: { $code-link }

    En kalenderoppføring ligger ved.

    Fremmøtet regnes for deg og for kommunen. På kursbeviset til { $member } regnes bare timene { $member } selv er til stede.

    Er noe feil? Svar på denne e-posten.

# $members deltakerne fra kommunen
letter-seminar-reminder-subject = Påminnelse: samling { $number } i { $place } { $dates }
letter-seminar-reminder-body =
    Nå er det snart klart for samling { $number } i { $programme }: «{ $theme }».

    Tider:
    { $sessions }

    Sted: { $venue }
    Om lokalet: { $access }
    Delta på nett: { $online }
    Deltakere fra { $municipality }: { $members }
    Koden din for innsjekking på stedet: { $code }
    Vis koden på telefonen: { $code-link }

    En kalenderoppføring ligger ved.

    Blir noen forhindret? Svar på denne e-posten så snart som mulig, gjerne med navnet på en kollega som kan komme som stedfortreder.

# $change: moved (ny tid eller nytt sted) eller cancelled (avlyst); $old-dates? og $old-venue? det som gjaldt før
letter-change-notice-subject = { $change ->
    [cancelled] Avlyst: samling { $number } i { $programme }
   *[moved] Endret: samling { $number } i { $place } { $dates }
}
letter-change-notice-body = { $change ->
    [cancelled]
        Samling { $number } i { $programme }, «{ $theme }», er avlyst. Den skulle vært holdt { $dates } i { $place }.

        Stryk den i kalenderen; en oppdatert kalenderoppføring ligger ved.
   *[moved]
        Samling { $number } i { $programme }, «{ $theme }», er endret. Dette gjelder nå:

        Tider:
        { $sessions }

        Sted: { $venue }
        Om lokalet: { $access }
        Delta på nett: { $online }

        Tidligere dager: { $old-dates }
        Tidligere sted: { $old-venue }

        Den vedlagte kalenderoppføringen erstatter den forrige.

        Blir noen forhindret? Svar på denne e-posten, gjerne med navnet på en kollega som kan komme som stedfortreder.
}

# $until svarfrist; $least-group færreste svar som vises sammen; $link?
letter-evaluation-request-subject = Hva syntes du om samling { $number }?
letter-evaluation-request-body =
    Takk for at du var med på samling { $number } i { $programme }: «{ $theme }». Nå vil vi gjerne vite hva du syntes. Det tar noen minutter.

    Svar her: { $link }
    Svarfrist: { $until }

    Du er anonym. Svarene lagres uten kobling til deg, og resultater vises bare for minst { $least-group } svar sammen.

## Kursbevis. $person, $number (bevisets nummer), $attended og $offered (timer), $percent, $link?

letter-certificate-subject = Kursbeviset ditt: { $programme }
letter-certificate-body =
    Her er kursbeviset ditt fra { $programme }. Det ligger ved som PDF.

    Utstedt til: { $person }
    Fremmøte: { $attended } av { $offered } ({ $percent })
    Bevisets nummer: { $number }
    Den som får beviset, kan kontrollere det her: { $link }

    Er noe feil? Svar på denne e-posten. Takk for denne tiden!

# Når rollene er tatt, men én person har begge: står som $missing.
letter-missing-colleague = en kollega – én person kan ikke fylle begge rollene alene

# Når laget er for lite: står som $missing.
missing-people = { $count ->
    [1] én person til
   *[other] { $count } personer til
}
