### Brev till den som deltar för egen del: i ett program för enskilda, eller i en öppen träff.
###
### Variablerna är desamma som i letters.ftl. Därtill:
### $event det som anmälan gäller: programmet, eller träffen med sitt namn
### $occasion programme (hela programmet) eller meeting (en träff)
### Brevet går till den det handlar om: skriv du.

letter-self-meeting = träffen ”{ $theme }” i { $programme }

letter-receipt-self-subject = Vi har tagit emot din anmälan till { $event }
letter-receipt-self-body =
    Tack! Vi har tagit emot din anmälan till { $event }.

    Anmäld: { $members }
    Anmälningsnummer: { $reference }
    Inskickad: { $submitted }

    Besked om plats kommer i ett eget mejl. Är någon uppgift fel? Svara på det här mejlet, så rättar vi den.

letter-admitted-self-subject = Du har fått plats: { $event }
letter-admitted-self-body =
    Välkommen till { $event }! Du har fått plats.

    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    { $occasion ->
        [meeting]
            När och var: { $seminars }

            Kalenderposten är bifogad. Några dagar innan får du ett mejl med tid, lokal och adress.

            Kan du inte komma? Svara på det här mejlet, så får någon annan platsen. Avboka gärna senast { $withdrawal-deadline }.
       *[programme]
            Seminarierna:
            { $seminars }

            Kalenderposter är bifogade. Inför varje seminarium får du ett mejl med tider, lokal och adress.

            Får du förhinder en enstaka dag kan en kollega komma i ditt ställe. Svara på det här mejlet med namn, befattning och e-postadress.

            Behöver du lämna programmet vill vi veta det senast { $withdrawal-deadline }, så att någon annan hinner få platsen.
    }

    Allt om din plats finns här: { $link }

letter-queued-self-subject = Du står på väntelistan: { $event }
letter-queued-self-body =
    Det är fullt just nu, och du står på väntelistan till { $event }.

    Plats i kön: { $queue-place }
    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    Du behöver inte göra något. När en plats blir ledig erbjuds den i turordning, och då mejlar vi dig med ett sista svarsdatum.

    Vill du inte stå kvar i kön? Svara på det här mejlet, så stryker vi anmälan.

letter-offered-self-subject = En plats är ledig för dig: { $event } – svara senast { $until }
letter-offered-self-body =
    En plats har blivit ledig, och du står först i kön till { $event }.

    Svara ja eller nej senast { $until }. Svara på det här mejlet, så ordnar vi resten.
    Du kan också svara här: { $link }

    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    { $occasion ->
        [meeting] När och var: { $seminars }
       *[programme]
            Seminarierna:
            { $seminars }
    }

    Får vi inget svar i tid går erbjudandet vidare till nästa i kön.

# Bara erbjudanden går ut: den som deltar för egen del har alltid en komplett anmälan.
letter-expired-self-subject = { $cause ->
    [offer] Erbjudandet om plats gäller inte längre: { $event }
   *[hold] Din anmälan gäller inte längre: { $event }
}
letter-expired-self-body = { $cause ->
    [offer]
        Du stod först i kön till { $event } och erbjöds en plats, men vi fick inget svar till den { $until }. Platsen har därför gått vidare till nästa i kön.
   *[hold]
        Din anmälan till { $event } blev inte komplett till den { $until }. Platsen hålls därför inte längre.
}

    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    Vill du ändå vara med? Svara på det här mejlet, så berättar vi vilka möjligheter som finns.

letter-withdrawn-self-subject = Du är avbokad: { $event }
letter-withdrawn-self-body =
    Vi har avbokat din anmälan till { $event }.

    Gäller: { $members }
    Anmälningsnummer: { $reference }
    Avbokad: { $withdrawn }

    Hade du en plats går den vidare till nästa i kön. Är avbokningen ett misstag? Hör av dig så snart du kan.

letter-decided-by-hand-self-subject = Beslut om din anmälan till { $event }
letter-decided-by-hand-self-body = { $decision ->
    [offer]
        Din anmälan till { $event }: samordnaren har beslutat att erbjuda dig en plats. Erbjudandet kommer i ett eget mejl, med sista svarsdag.
   *[admit]
        Din anmälan till { $event }: samordnaren har beslutat att du får en plats. Beskedet om platsen kommer i ett eget mejl.
}

    Skäl: { $reason }
    Anmäld: { $members }
    Anmälningsnummer: { $reference }

letter-passed-over-self-subject = Samordnaren har gett en plats till någon annan: { $event }
letter-passed-over-self-body =
    En plats har blivit ledig, och samordnaren har beslutat att den går till en anmälan som inte stod på tur. Du stod före i kön till { $event } och väntar fortfarande.

    Plats i kön: { $queue-place }
    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    Du behöver inte göra något. Nästa plats som blir ledig erbjuds i turordning.

    Vill du veta hur beslutet kom till? Svara på det här mejlet.

letter-refused-self-subject = Du får ingen plats: { $event }
letter-refused-self-body =
    Din anmälan till { $event }: samordnaren har beslutat att du inte får någon plats.

    Skäl: { $reason }
    Anmäld: { $members }
    Anmälningsnummer: { $reference }

    Har något missförståtts, eller vill du ha en fullständig förklaring till hur beslutet kom till? Svara på det här mejlet.

letter-seminar-reminder-self-subject = { $occasion ->
    [meeting] Påminnelse: ”{ $theme }” i { $place } { $dates }
   *[programme] Påminnelse: seminarium { $number } i { $place } { $dates }
}
letter-seminar-reminder-self-body = { $occasion ->
    [meeting] Snart är det dags för träffen ”{ $theme }” i { $programme }.
   *[programme] Snart är det dags för seminarium { $number } i { $programme }: ”{ $theme }”.
}

    Tider:
    { $sessions }

    Plats: { $venue }
    Om lokalen: { $access }
    Delta på nätet: { $online }
    Din kod för incheckning på plats: { $code }
    Visa koden på telefonen: { $code-link }

    En kalenderpost är bifogad.

    { $occasion ->
        [meeting]
            Får du förhinder? Svara på det här mejlet så snart som möjligt, så kan någon annan få platsen.
       *[programme]
            Får du förhinder? Svara på det här mejlet så snart som möjligt, gärna med namnet på en kollega som kan komma i ditt ställe.
    }

letter-change-notice-self-subject = { $change ->
    [cancelled] Inställt: { $theme }, { $dates }
   *[moved] Ändrat: { $theme } i { $place } { $dates }
}
letter-change-notice-self-body = { $change ->
    [cancelled]
        { $occasion ->
            [meeting] Träffen ”{ $theme }” i { $programme } är inställd. Den skulle ha hållits { $dates } i { $place }.
           *[programme] Seminarium { $number } i { $programme }, ”{ $theme }”, är inställt. Det skulle ha hållits { $dates } i { $place }.
        }

        Stryk dagen ur kalendern; en uppdaterad kalenderpost är bifogad.
   *[moved]
        { $occasion ->
            [meeting] Träffen ”{ $theme }” i { $programme } har ändrats. Det här gäller nu:
           *[programme] Seminarium { $number } i { $programme }, ”{ $theme }”, har ändrats. Det här gäller nu:
        }

        Tider:
        { $sessions }

        Plats: { $venue }
        Om lokalen: { $access }
        Delta på nätet: { $online }

        Tidigare dagar: { $old-dates }
        Tidigare plats: { $old-venue }

        Den bifogade kalenderposten ersätter den tidigare.

        Får du förhinder? Svara på det här mejlet så snart som möjligt.
}

letter-evaluation-request-self-subject = { $occasion ->
    [meeting] Vad tyckte du om ”{ $theme }”?
   *[programme] Vad tyckte du om seminarium { $number }?
}
letter-evaluation-request-self-body = { $occasion ->
    [meeting] Tack för att du var med på träffen ”{ $theme }” i { $programme }. Nu vill vi veta vad du tyckte. Det tar några minuter.
   *[programme] Tack för att du var med på seminarium { $number } i { $programme }: ”{ $theme }”. Nu vill vi veta vad du tyckte. Det tar några minuter.
}

    Svara här: { $link }
    Sista svarsdag: { $until }

    Du är anonym. Svaren sparas utan koppling till dig, och resultat visas bara för minst { $least-group } svar tillsammans.

# I kalendern
calendar-own-code = Din kod för incheckning på plats: { $code }
