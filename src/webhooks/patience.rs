//! How long to wait before the next attempt, and when to give up.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::chance::Chance;

/// The wait after the first failure; each later one is three times as long.
const FIRST: TimeDelta = TimeDelta::seconds(5);
/// The longest wait.
const LONGEST: TimeDelta = TimeDelta::hours(4);
/// How long one change is tried before its webhook is parked.
pub const PATIENCE: TimeDelta = TimeDelta::days(3);

/// When to try again after so many failures, unless the receiver asks for more time.
///
/// A wait is lengthened or shortened by up to a fifth, so that receivers who failed together are not tried together.
pub fn next_attempt(
    now: DateTime<Utc>,
    failures: u32,
    asked_for: Option<Duration>,
    chance: &Chance,
) -> DateTime<Utc> {
    let factor = 3_i32.saturating_pow(failures.saturating_sub(1).min(20));
    let wait = FIRST.checked_mul(factor).map_or(LONGEST, |wait| wait.min(LONGEST));
    let fifth = (wait / 5).num_milliseconds();
    let shift = i64::from(u32::from_be_bytes(chance.bytes())) % (2 * fifth + 1) - fifth;
    let asked_for = asked_for.and_then(|wait| TimeDelta::from_std(wait).ok()).unwrap_or_default();
    now + (wait + TimeDelta::milliseconds(shift)).max(asked_for.min(LONGEST))
}

/// Whether a change that has not been taken since then is given up.
pub fn exhausted(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - since >= PATIENCE
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{DateTime, TimeDelta, Utc};

    use super::{exhausted, next_attempt};
    use crate::chance::Chance;

    #[test]
    fn attempts_grow_rarer_and_end_after_three_days() {
        let chance = Chance::seeded([3; 32]);
        let began: DateTime<Utc> = DateTime::UNIX_EPOCH;
        let (mut now, mut failures, mut waits) = (began, 0, Vec::new());
        while !exhausted(began, now) {
            failures += 1;
            let next = next_attempt(now, failures, None, &chance);
            waits.push((next - now).num_seconds());
            now = next;
        }
        assert!((4..=6).contains(&waits[0]), "{waits:?}");
        assert!((12..=18).contains(&waits[1]), "{waits:?}");
        assert!(waits.iter().skip(9).all(|wait| (11_520..=17_280).contains(wait)), "{waits:?}");
        assert!((22..=32).contains(&waits.len()), "{waits:?}");
        assert!(waits.windows(2).skip(9).any(|pair| pair[0] != pair[1]), "no two receivers keep step");
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_but_not_for_ever() {
        let chance = Chance::seeded([3; 32]);
        let now = DateTime::UNIX_EPOCH;
        let wait = |asked| next_attempt(now, 1, Some(Duration::from_secs(asked)), &chance) - now;
        assert_eq!(wait(120), TimeDelta::minutes(2));
        assert!(wait(0) >= TimeDelta::seconds(4));
        assert_eq!(wait(u64::MAX / 2_000), TimeDelta::hours(4));
        assert!(next_attempt(now, u32::MAX, None, &chance) - now <= TimeDelta::minutes(288));
    }
}
