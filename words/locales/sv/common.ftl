### Datum, klockslag, tal och uppräkningar.

month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

weekday-1 = måndag
weekday-2 = tisdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lördag
weekday-7 = söndag

date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday } { $date }
# Två dagar i samma månad.
date-range-in-month = { $from }–{ $to } { $month } { $year }
date-range = { $from }–{ $to }

# Mönster för klockslag enligt chrono (strftime).
time-pattern = %-H.%M
time = kl.{ "\u00A0" }{ $time }
time-range = kl.{ "\u00A0" }{ $from }–{ $to }

number-decimal = ,
number-group = { "\u00A0" }
# Minsta antal siffror som delas upp i tusental.
number-group-from = 5
percent = { $number }{ "\u00A0" }%
# $count väljer form (1 eller fler), $number är talet som det skrivs.
hours = { $count ->
    [one] { $number } timme
   *[other] { $number } timmar
}

list-and = { $before } och { $last }
list-or = { $before } eller { $last }
name-with-role = { $name } ({ $role })

language-sv = svenska
language-nb = norska (bokmål)
language-en = engelska
