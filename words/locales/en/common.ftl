### Dates, times of day, numbers and lists.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday } { $date }
# Two days of one month.
date-range-in-month = { $from }–{ $to } { $month } { $year }
date-range = { $from }–{ $to }

# Pattern of a time of day for chrono (strftime).
time-pattern = %H:%M
time = { $time }
time-range = { $from }–{ $to }

number-decimal = .
number-group = ,
# Fewest digits that are grouped in thousands.
number-group-from = 4
percent = { $number }%
# $count chooses the form (1 or more), $number is the number as written.
hours = { $count ->
    [one] { $number } hour
   *[other] { $number } hours
}

list-and = { $before } and { $last }
list-or = { $before } or { $last }
name-with-role = { $name } ({ $role })

language-sv = Swedish
language-nb = Norwegian (bokmål)
language-en = English
