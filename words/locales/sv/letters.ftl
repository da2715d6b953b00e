### Brev. Varje brev har ett ämne (-subject) och en text (-body); hälsning, underskrift och sidfot är gemensamma.
###
### I alla brev får användas: $programme, $organiser (arrangören), $coordinator (samordnaren), $email.
### De övriga variablerna står vid varje brev; de som är märkta med ? kan vara tomma.
### En rad som talar om något okänt (en tom variabel) utelämnas, så lägg varje sådan uppgift på en egen rad.
### Mottagaren kan vara kommunens kontaktperson utan att själv delta: skriv om deltagarna, inte till dem.

letter-greeting = Hej { $name }!

# $phone? samordnarens telefon
letter-signature =
    Vänliga hälsningar
    { $coordinator }
    { $organiser }
    { $email }
    { $phone }

# $case-number? diarienummer
letter-footer =
    Diarienummer: { $case-number }
    Det du skickar till { $organiser } kan bli allmän handling, som andra kan begära att få läsa. Personuppgifterna i anmälan behandlas för att genomföra programmet.

# Under brev till samordnaren
letter-signature-desk = Det här mejlet skrev Parvis åt { $organiser }.
letter-footer-desk = Diarienummer: { $case-number }

letter-test-data = TESTDATA: personerna, adresserna och händelserna i det här brevet är påhittade.

## Anmälan. $municipality, $applicant (kommunen, eller den som är anmäld för egen del), $members (de anmälda, uppräknade), $reference (anmälningsnummer)

# $submitted datum
letter-receipt-subject = Vi har tagit emot er anmälan till { $programme }
letter-receipt-body =
    Tack! Vi har tagit emot anmälan från { $applicant } till { $programme }.

    Anmälda: { $members }
    Anmälningsnummer: { $reference }
    Inskickad: { $submitted }

    Besked om plats kommer i ett eget mejl. Är någon uppgift fel? Svara på det här mejlet, så rättar vi den.

# $seminars seminarierna, ett per rad; $withdrawal-deadline? sista dag för avbokning
letter-admitted-subject = { $applicant } har fått plats i { $programme }
letter-admitted-body =
    Välkomna! { $applicant } har fått plats i { $programme }.

    Deltagare: { $members }
    Anmälningsnummer: { $reference }

    Seminarierna – skriv gärna in dagarna i kalendern redan nu:
    { $seminars }

    Inför varje seminarium får deltagarna ett mejl med tider, lokal och adress.

    Får någon förhinder en enstaka dag kan en kollega komma som ersättare. Svara på det här mejlet med namn, befattning och e-postadress.

    Behöver någon lämna programmet vill vi veta det senast { $withdrawal-deadline }, så att någon annan hinner få platsen.

# $queue-place? plats i kön
letter-queued-subject = { $applicant } står på väntelistan till { $programme }
letter-queued-body =
    Alla platser i { $programme } är just nu upptagna, och { $applicant } står på väntelistan.

    Plats i kön: { $queue-place }
    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Ni behöver inte göra något. När en plats blir ledig erbjuds den i turordning, och då mejlar vi er med ett sista svarsdatum.

    Vill ni inte stå kvar i kön? Svara på det här mejlet, så stryker vi anmälan.

# $seminars; $until sista svarsdag; $link?
letter-offered-subject = En plats i { $programme } är ledig – svara senast { $until }
letter-offered-body =
    En plats i { $programme } har blivit ledig, och { $applicant } står först i kön.

    Svara ja eller nej senast { $until }. Svara på det här mejlet, så ordnar vi resten.
    Ni kan också svara här: { $link }

    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Seminarierna:
    { $seminars }

    Får vi inget svar i tid går erbjudandet vidare till nästa i kön.

# $missing det som saknas, i ord; $until sista dag som platsen hålls; $link?
letter-incomplete-subject = Er anmälan till { $programme } är inte komplett – svara senast { $until }
letter-incomplete-body =
    I anmälan från { $municipality } till { $programme } saknas ännu någon:

    Saknas: { $missing }
    Anmälda hittills: { $members }
    Anmälningsnummer: { $reference }

    Platsen hålls åt er till och med { $until }. Därefter går den vidare till nästa i kön.

    Gör så här: svara på det här mejlet med namn, befattning, e-postadress och telefonnummer till den som ska vara med.
    Ni kan också lägga till uppgifterna här: { $link }

    Kan ni inte anmäla någon i den rollen? Hör av er, så ser vi om det går att göra ett undantag.

# $cause: hold (anmälan blev inte komplett) eller offer (erbjudandet besvarades inte); $until datum
letter-expired-subject = { $cause ->
    [offer] Erbjudandet om plats i { $programme } gäller inte längre
   *[hold] Anmälan till { $programme } gäller inte längre
}
letter-expired-body = { $cause ->
    [offer]
        { $applicant } erbjöds en plats i { $programme }, men vi fick inget svar till den { $until }. Platsen har därför gått vidare till nästa i kön.
   *[hold]
        Anmälan från { $applicant } till { $programme } blev inte komplett till den { $until }. Platsen hålls därför inte längre, utan går vidare till nästa i kön.
}

    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Vill ni ändå vara med? Svara på det här mejlet, så berättar vi vilka möjligheter som finns.

# $withdrawn datum
letter-withdrawn-subject = Anmälan från { $applicant } till { $programme } är avbokad
letter-withdrawn-body =
    Vi har avbokat anmälan från { $applicant } till { $programme }.

    Gäller: { $members }
    Anmälningsnummer: { $reference }
    Avbokad: { $withdrawn }

    Hade ni en plats går den vidare till nästa i kön. Är avbokningen ett misstag? Hör av er så snart ni kan.

# $person den som lämnar; $role personens roll; $members? de som är kvar; $until? svarsdag
letter-replacement-wanted-subject = Vem kommer i stället för { $person } till { $programme }?
letter-replacement-wanted-body =
    { $person } ({ $role }) har lämnat återbud till { $programme }. Sista dag för avbokning har passerat, så platsen tillhör fortfarande { $municipality }.

    Vem kommer i stället? Svara på det här mejlet med namn, befattning, e-postadress och telefonnummer till en kollega med samma uppdrag.

    Vi behöver svar senast { $until }.
    Kvar i anmälan: { $members }
    Anmälningsnummer: { $reference }

    De som är kvar behåller sina platser. Hittar ni ingen, hör ändå av er.

# Till samordnaren. $person, $role, $withdrawn datum, $withdrawal-deadline? datum, $members? de som är kvar, $contact kommunens kontaktperson, $link
letter-late-withdrawal-subject = Sen avbokning: { $person }, { $municipality }
letter-late-withdrawal-body =
    { $person } ({ $role }) från { $municipality } avbokade sitt deltagande i { $programme } den { $withdrawn }.

    Sista dag för avbokning: { $withdrawal-deadline }
    Kvar i anmälan: { $members }
    Anmälningsnummer: { $reference }

    { $contact } har fått frågan om vem som kommer i stället.
    Platsen är inte släppt; det avgör du: { $link }

## Anmälan: kollegor, kontaktperson och beslut

# $link länken; $until sista dag; $members de som redan är anmälda. Brevet går till den som bjuds in.
letter-invitation-subject = Vill du vara med i { $programme } tillsammans med { $members }?
letter-invitation-body =
    { $municipality } har anmält sig till { $programme }, och du är inbjuden att vara med.

    Redan anmälda: { $members }
    Anmälningsnummer: { $reference }

    Svara ja eller nej här: { $link }
    Länken gäller till och med { $until } och är bara till för dig. Lämna den inte vidare.

    Seminarierna:
    { $seminars }

    Känner du inte igen anmälan? Svara på det här mejlet, så reder vi ut det.

# $person den som tackade nej
letter-invitation-declined-subject = { $person } kan inte vara med i { $programme }
letter-invitation-declined-body =
    { $person } har tackat nej till att vara med i anmälan från { $municipality } till { $programme }.

    Anmälda hittills: { $members }
    Anmälningsnummer: { $reference }

    Vem kan vara med i stället? Bjud in någon annan, eller svara på det här mejlet med namn, befattning och e-postadress.

# $decision: admit (plats) eller offer (erbjudande); $reason? skälet
letter-decided-by-hand-subject = Beslut om anmälan från { $applicant } till { $programme }
letter-decided-by-hand-body = { $decision ->
    [offer]
        Samordnaren har beslutat att erbjuda { $applicant } en plats i { $programme }. Erbjudandet kommer i ett eget mejl, med sista svarsdag.
   *[admit]
        Samordnaren har beslutat att { $applicant } får en plats i { $programme }. Beskedet om platsen kommer i ett eget mejl.
}

    Skäl: { $reason }
    Anmälda: { $members }
    Anmälningsnummer: { $reference }

# Till den som stod före i kön när samordnaren gav platsen till någon annan. $queue-place? plats i kön
letter-passed-over-subject = Samordnaren har gett en plats i { $programme } till någon annan
letter-passed-over-body =
    Samordnaren har beslutat att en ledig plats i { $programme } går till en anmälan som inte stod på tur. { $applicant } stod före i kön och väntar fortfarande.

    Plats i kön: { $queue-place }
    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Ni behöver inte göra något. Nästa plats som blir ledig erbjuds i turordning.

    Vill ni veta hur beslutet kom till? Svara på det här mejlet.

# $reason? skälet
letter-refused-subject = { $applicant } får ingen plats i { $programme }
letter-refused-body =
    Samordnaren har beslutat att { $applicant } inte får någon plats i { $programme }.

    Skäl: { $reason }
    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Har något missförståtts, eller vill ni ha en fullständig förklaring till hur beslutet kom till? Svara på det här mejlet.

# $side: former (till den som var kontaktperson) eller new (till den nya); $person den andra
letter-contact-changed-subject = { $side ->
    [former] { $person } är ny kontaktperson för { $applicant } i { $programme }
   *[new] Du är kontaktperson för { $applicant } i { $programme }
}
letter-contact-changed-body = { $side ->
    [former]
        Från och med nu är { $person } kontaktperson för anmälan från { $applicant } till { $programme }. Du får inga fler mejl som kontaktperson.
   *[new]
        Från och med nu är du kontaktperson för anmälan från { $applicant } till { $programme }, i stället för { $person }. Det är du som får besked om platsen och frågor om anmälan.
}

    Anmälda: { $members }
    Anmälningsnummer: { $reference }

    Stämmer det inte? Svara på det här mejlet.

## Seminarier. $number, $theme, $dates, $place (ort), $venue (lokal och adress), $sessions (passen, ett per rad), $access? (hur man kommer in), $online? (länk), $code? och $code-link? (mottagarens egen kod vid incheckningen, och var den visas)

# Till ersättaren. $member den ordinarie
letter-deputy-subject = Du ersätter { $member } den { $dates }
letter-deputy-body =
    Du är anmäld som ersättare för { $member }, { $municipality }, vid seminarium { $number } i { $programme }: ”{ $theme }”.

    Tider:
    { $sessions }

    Plats: { $venue }
    Om lokalen: { $access }
    Delta på nätet: { $online }
    Din kod för incheckning på plats: { $code }
    Visa koden på telefonen: { $code-link }

    En kalenderpost är bifogad.

    Närvaron räknas för dig och för kommunen. På kursintyget för { $member } räknas bara de timmar som { $member } själv är med.

    Stämmer något inte? Svara på det här mejlet.

# $members deltagarna från kommunen
letter-seminar-reminder-subject = Påminnelse: seminarium { $number } i { $place } { $dates }
letter-seminar-reminder-body =
    Snart är det dags för seminarium { $number } i { $programme }: ”{ $theme }”.

    Tider:
    { $sessions }

    Plats: { $venue }
    Om lokalen: { $access }
    Delta på nätet: { $online }
    Deltagare från { $municipality }: { $members }
    Din kod för incheckning på plats: { $code }
    Visa koden på telefonen: { $code-link }

    En kalenderpost är bifogad.

    Får någon förhinder? Svara på det här mejlet så snart som möjligt, gärna med namnet på en kollega som kan komma som ersättare.

# $change: moved (ny tid eller plats) eller cancelled (inställt); $old-dates? och $old-venue? det som gällde tidigare
letter-change-notice-subject = { $change ->
    [cancelled] Inställt: seminarium { $number } i { $programme }
   *[moved] Ändrat: seminarium { $number } i { $place } { $dates }
}
letter-change-notice-body = { $change ->
    [cancelled]
        Seminarium { $number } i { $programme }, ”{ $theme }”, är inställt. Det skulle ha hållits { $dates } i { $place }.

        Stryk det ur kalendern; en uppdaterad kalenderpost är bifogad.
   *[moved]
        Seminarium { $number } i { $programme }, ”{ $theme }”, har ändrats. Det här gäller nu:

        Tider:
        { $sessions }

        Plats: { $venue }
        Om lokalen: { $access }
        Delta på nätet: { $online }

        Tidigare dagar: { $old-dates }
        Tidigare plats: { $old-venue }

        Den bifogade kalenderposten ersätter den tidigare.

        Får någon förhinder? Svara på det här mejlet, gärna med namnet på en kollega som kan komma som ersättare.
}

# $until sista svarsdag; $least-group minsta antal svar som visas tillsammans; $link?
letter-evaluation-request-subject = Vad tyckte du om seminarium { $number }?
letter-evaluation-request-body =
    Tack för att du var med på seminarium { $number } i { $programme }: ”{ $theme }”. Nu vill vi veta vad du tyckte. Det tar några minuter.

    Svara här: { $link }
    Sista svarsdag: { $until }

    Du är anonym. Svaren sparas utan koppling till dig, och resultat visas bara för minst { $least-group } svar tillsammans.

## Kursintyg. $person, $number (intygets nummer), $attended och $offered (timmar), $percent, $link?

letter-certificate-subject = Ditt kursintyg: { $programme }
letter-certificate-body =
    Här är ditt kursintyg från { $programme }. Det är bifogat som PDF.

    Utfärdat för: { $person }
    Närvaro: { $attended } av { $offered } ({ $percent })
    Intygets nummer: { $number }
    Den som får intyget kan kontrollera det här: { $link }

    Stämmer något inte? Svara på det här mejlet. Tack för den här tiden!

# När rollerna är tagna men en person har båda: står som $missing.
letter-missing-colleague = en kollega – en person kan inte ensam fylla båda rollerna

# När laget är för litet: står som $missing.
missing-people = { $count ->
    [1] en person till
   *[other] { $count } personer till
}
