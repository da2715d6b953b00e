### Brev til den som deltar på egen hånd: i et program for enkeltpersoner, eller på et åpent møte.
###
### Variablene er de samme som i letters.ftl. I tillegg:
### $event det påmeldingen gjelder: programmet, eller møtet med navnet sitt
### $occasion programme (hele programmet) eller meeting (ett møte)
### Brevet går til den det handler om: skriv du.

letter-self-meeting = møtet «{ $theme }» i { $programme }

letter-receipt-self-subject = Vi har mottatt påmeldingen din til { $event }
letter-receipt-self-body =
    Takk! Vi har mottatt påmeldingen din til { $event }.

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }
    Sendt inn: { $submitted }

    Svar om plass kommer i en egen e-post. Er noe feil? Svar på denne e-posten, så retter vi det.

letter-admitted-self-subject = Du har fått plass: { $event }
letter-admitted-self-body =
    Velkommen til { $event }! Du har fått plass.

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    { $occasion ->
        [meeting]
            Når og hvor: { $seminars }

            Kalenderoppføringen ligger ved. Noen dager før får du en e-post med tid, lokale og adresse.

            Kan du ikke komme? Svar på denne e-posten, så får noen andre plassen. Meld deg gjerne av senest { $withdrawal-deadline }.
       *[programme]
            Samlingene:
            { $seminars }

            Kalenderoppføringer ligger ved. Før hver samling får du en e-post med tider, lokale og adresse.

            Blir du forhindret en enkelt dag, kan en kollega komme i stedet for deg. Svar på denne e-posten med navn, stilling og e-postadresse.

            Må du slutte i programmet, vil vi gjerne vite det senest { $withdrawal-deadline }, så noen andre rekker å få plassen.
    }

    Alt om plassen din finner du her: { $link }

letter-queued-self-subject = Du står på ventelisten: { $event }
letter-queued-self-body =
    Det er fullt nå, og du står på ventelisten til { $event }.

    Plass i køen: { $queue-place }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Du trenger ikke gjøre noe. Når en plass blir ledig, tilbys den etter tur, og da får du en e-post med svarfrist.

    Vil du ikke stå i køen lenger? Svar på denne e-posten, så stryker vi påmeldingen.

letter-offered-self-subject = En plass er ledig til deg: { $event } – svar senest { $until }
letter-offered-self-body =
    En plass er blitt ledig, og du står først i køen til { $event }.

    Svar ja eller nei senest { $until }. Svar på denne e-posten, så ordner vi resten.
    Du kan også svare her: { $link }

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    { $occasion ->
        [meeting] Når og hvor: { $seminars }
       *[programme]
            Samlingene:
            { $seminars }
    }

    Får vi ikke svar i tide, går tilbudet videre til neste i køen.

# Bare tilbud går ut: den som deltar på egen hånd, har alltid en fullstendig påmelding.
letter-expired-self-subject = { $cause ->
    [offer] Tilbudet om plass gjelder ikke lenger: { $event }
   *[hold] Påmeldingen din gjelder ikke lenger: { $event }
}
letter-expired-self-body = { $cause ->
    [offer]
        Du sto først i køen til { $event } og fikk tilbud om en plass, men vi fikk ikke svar innen { $until }. Plassen er derfor gått videre til neste i køen.
   *[hold]
        Påmeldingen din til { $event } ble ikke fullstendig innen { $until }. Plassen holdes derfor ikke av lenger.
}

    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Vil du være med likevel? Svar på denne e-posten, så forteller vi hvilke muligheter som finnes.

letter-withdrawn-self-subject = Du er meldt av: { $event }
letter-withdrawn-self-body =
    Vi har meldt deg av { $event }.

    Gjelder: { $members }
    Påmeldingsnummer: { $reference }
    Avmeldt: { $withdrawn }

    Hadde du en plass, går den videre til neste i køen. Er avmeldingen en misforståelse? Ta kontakt så snart du kan.

letter-decided-by-hand-self-subject = Vedtak om påmeldingen din til { $event }
letter-decided-by-hand-self-body = { $decision ->
    [offer]
        Påmeldingen din til { $event }: Koordinatoren har bestemt at du får tilbud om plass. Tilbudet kommer i en egen e-post, med siste svarfrist.
   *[admit]
        Påmeldingen din til { $event }: Koordinatoren har bestemt at du får plass. Beskjeden om plassen kommer i en egen e-post.
}

    Begrunnelse: { $reason }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

letter-passed-over-self-subject = Koordinatoren har gitt en plass til noen andre: { $event }
letter-passed-over-self-body =
    En plass er blitt ledig, og koordinatoren har bestemt at den går til en påmelding som ikke sto for tur. Du sto foran i køen til { $event } og venter fortsatt.

    Plass i køen: { $queue-place }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Du trenger ikke å gjøre noe. Neste plass som blir ledig, tilbys etter tur.

    Vil du vite hvordan vedtaket kom i stand? Svar på denne e-posten.

letter-refused-self-subject = Du får ikke plass: { $event }
letter-refused-self-body =
    Påmeldingen din til { $event }: Koordinatoren har bestemt at du ikke får plass.

    Begrunnelse: { $reason }
    Påmeldt: { $members }
    Påmeldingsnummer: { $reference }

    Er noe misforstått, eller vil du ha en full forklaring på hvordan vedtaket ble til? Svar på denne e-posten.

letter-seminar-reminder-self-subject = { $occasion ->
    [meeting] Påminnelse: «{ $theme }» i { $place } { $dates }
   *[programme] Påminnelse: samling { $number } i { $place } { $dates }
}
letter-seminar-reminder-self-body = { $occasion ->
    [meeting] Nå er det snart klart for møtet «{ $theme }» i { $programme }.
   *[programme] Nå er det snart klart for samling { $number } i { $programme }: «{ $theme }».
}

    Tider:
    { $sessions }

    Sted: { $venue }
    Om lokalet: { $access }
    Delta på nett: { $online }
    Koden din for innsjekking på stedet: { $code }
    Vis koden på telefonen: { $code-link }

    En kalenderoppføring ligger ved.

    { $occasion ->
        [meeting]
            Blir du forhindret? Svar på denne e-posten så snart som mulig, så kan noen andre få plassen.
       *[programme]
            Blir du forhindret? Svar på denne e-posten så snart som mulig, gjerne med navnet på en kollega som kan komme i stedet for deg.
    }

letter-change-notice-self-subject = { $change ->
    [cancelled] Avlyst: { $theme }, { $dates }
   *[moved] Endret: { $theme } i { $place } { $dates }
}
letter-change-notice-self-body = { $change ->
    [cancelled]
        { $occasion ->
            [meeting] Møtet «{ $theme }» i { $programme } er avlyst. Det skulle vært holdt { $dates } i { $place }.
           *[programme] Samling { $number } i { $programme }, «{ $theme }», er avlyst. Den skulle vært holdt { $dates } i { $place }.
        }

        Stryk dagen i kalenderen; en oppdatert kalenderoppføring ligger ved.
   *[moved]
        { $occasion ->
            [meeting] Møtet «{ $theme }» i { $programme } er endret. Dette gjelder nå:
           *[programme] Samling { $number } i { $programme }, «{ $theme }», er endret. Dette gjelder nå:
        }

        Tider:
        { $sessions }

        Sted: { $venue }
        Om lokalet: { $access }
        Delta på nett: { $online }

        Tidligere dager: { $old-dates }
        Tidligere sted: { $old-venue }

        Den vedlagte kalenderoppføringen erstatter den forrige.

        Blir du forhindret? Svar på denne e-posten så snart som mulig.
}

letter-evaluation-request-self-subject = { $occasion ->
    [meeting] Hva syntes du om «{ $theme }»?
   *[programme] Hva syntes du om samling { $number }?
}
letter-evaluation-request-self-body = { $occasion ->
    [meeting] Takk for at du var med på møtet «{ $theme }» i { $programme }. Nå vil vi gjerne vite hva du syntes. Det tar noen minutter.
   *[programme] Takk for at du var med på samling { $number } i { $programme }: «{ $theme }». Nå vil vi gjerne vite hva du syntes. Det tar noen minutter.
}

    Svar her: { $link }
    Svarfrist: { $until }

    Du er anonym. Svarene lagres uten kobling til deg, og resultater vises bare for minst { $least-group } svar sammen.

# I kalenderen
calendar-own-code = Koden din for innsjekking på stedet: { $code }
