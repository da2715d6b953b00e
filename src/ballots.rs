//! The sealed box: where ballots lie until enough of them can be counted together.
//!
//! A ballot comes without a person. It lies in the box without time or order: whenever one is put in,
//! the whole box is written anew in a random order, so neither the place of a row nor the transaction
//! that wrote it says which came last. Ballots leave the box in shuffled batches of at least k; what
//! groups answered is added up here and enters the log once, at closing. Whoever answers on a page puts in one ballot by a
//! token that names nobody; that it was used is kept until closing, written anew with every ballot like the box itself.
//! Source: rule "Anonymous evaluation".

use std::collections::BTreeMap;
use std::sync::Arc;

use parvis_events::evaluation::{
    Answer, Ballot, Command, Evaluation, Facet, GroupTally, Rejection, check_ballot,
};
use parvis_events::ids::EvaluationId;
use parvis_events::values::QuestionCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool, Row as _};
use uuid::Uuid;

use crate::chance::Chance;
use crate::facts::Cause;
use crate::handle::{Handle, HandleError};

/// A ballot with the groups its giver stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxedBallot {
    /// The answers.
    pub ballot: Ballot,
    /// Requirement the giver fills, if stated.
    pub role: Option<String>,
    /// County, if stated.
    pub region: Option<String>,
}

/// Why a ballot could not be taken or counted.
#[derive(Debug, thiserror::Error)]
pub enum BallotError {
    /// The database failed.
    #[error("the ballot box cannot be read or written")]
    Database(#[from] sqlx::Error),
    /// A ballot is damaged.
    #[error("a ballot in the box cannot be read")]
    Ballot(#[from] serde_json::Error),
    /// A rule forbids it, or the log failed.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// The same file was put in before.
    #[error(
        "these ballots were already put in; ballots are anonymous, so the same ones cannot be told from new ones"
    )]
    AlreadyPutIn,
}

/// What became of a ballot that comes with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It lies in the box.
    In,
    /// The token was used before.
    UsedBefore,
}

/// The ballot box of one database.
#[derive(Clone, Debug)]
pub struct BallotBox {
    pool: PgPool,
    handle: Handle,
    chance: Arc<Chance>,
}

impl BallotBox {
    /// Opens the box, making its tables on the first start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(pool: PgPool, handle: Handle, chance: Arc<Chance>) -> Result<Self, BallotError> {
        sqlx::raw_sql(
            "CREATE SCHEMA IF NOT EXISTS ballots;
             CREATE TABLE IF NOT EXISTS ballots.box (
                 evaluation uuid NOT NULL, content jsonb NOT NULL);
             CREATE TABLE IF NOT EXISTS ballots.pending (
                 evaluation uuid PRIMARY KEY, counted_before bigint NOT NULL, content jsonb NOT NULL);
             CREATE TABLE IF NOT EXISTS ballots.groups (
                 evaluation uuid PRIMARY KEY, tallies jsonb NOT NULL);
             CREATE TABLE IF NOT EXISTS ballots.received (
                 evaluation uuid NOT NULL, digest bytea NOT NULL, PRIMARY KEY (evaluation, digest));
             CREATE TABLE IF NOT EXISTS ballots.used (
                 evaluation uuid NOT NULL, number uuid NOT NULL, PRIMARY KEY (evaluation, number))",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool, handle, chance })
    }

    /// Puts ballots in. All of them or none.
    ///
    /// # Errors
    /// When one of them does not fit the form, the evaluation is not open, or just these were put in before.
    pub async fn put_in(
        &self,
        evaluation: EvaluationId,
        ballots: Vec<BoxedBallot>,
    ) -> Result<(), BallotError> {
        self.check(evaluation, &ballots).await?;
        let digest = Sha256::digest(serde_json::to_vec(&ballots)?);
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, evaluation).await?;
        // A single ballot may well equal another; a whole pile that equals another is the same pile.
        if ballots.len() > 1 {
            let new = sqlx::query("INSERT INTO ballots.received VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(evaluation.uuid())
                .bind(digest.as_slice())
                .execute(&mut *transaction)
                .await?;
            if new.rows_affected() == 0 {
                return Err(BallotError::AlreadyPutIn);
            }
        }
        self.add(&mut transaction, evaluation, ballots).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Puts in one ballot, by a token's number that is used up by it.
    ///
    /// # Errors
    /// When it does not fit the form, or the evaluation is not open.
    pub async fn post(
        &self,
        evaluation: EvaluationId,
        number: Uuid,
        ballot: BoxedBallot,
    ) -> Result<Posted, BallotError> {
        let ballots = vec![ballot];
        let invited = self.check(evaluation, &ballots).await?;
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, evaluation).await?;
        let mut used: Vec<Uuid> =
            sqlx::query_scalar("DELETE FROM ballots.used WHERE evaluation = $1 RETURNING number")
                .bind(evaluation.uuid())
                .fetch_all(&mut *transaction)
                .await?;
        if used.contains(&number) {
            transaction.rollback().await?;
            return Ok(Posted::UsedBefore);
        }
        if u32::try_from(used.len()).unwrap_or(u32::MAX) >= invited {
            // Somebody joined since; what cannot be counted must not lie in the box.
            return Err(rejected(Rejection::MoreBallotsThanInvited { invited }));
        }
        used.push(number);
        // In the order of the numbers, which says nothing of when they came.
        used.sort_unstable();
        sqlx::query("INSERT INTO ballots.used (evaluation, number) SELECT $1, * FROM unnest($2::uuid[])")
            .bind(evaluation.uuid())
            .bind(used)
            .execute(&mut *transaction)
            .await?;
        self.add(&mut transaction, evaluation, ballots).await?;
        transaction.commit().await?;
        Ok(Posted::In)
    }

    /// Whether a token's number was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn used(&self, evaluation: EvaluationId, number: Uuid) -> Result<bool, BallotError> {
        let found = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM ballots.used WHERE evaluation = $1 AND number = $2)",
        )
        .bind(evaluation.uuid())
        .bind(number)
        .fetch_one(&self.pool)
        .await?;
        Ok(found)
    }

    /// Asserts that an evaluation is open and ballots fit its form. Returns how many were invited.
    async fn check(&self, evaluation: EvaluationId, ballots: &[BoxedBallot]) -> Result<u32, BallotError> {
        let (state, _) = self.handle.load::<Evaluation>(evaluation.uuid()).await?;
        let form = state
            .form
            .filter(|_| !state.closed)
            .ok_or_else(|| rejected(if state.closed { Rejection::IsClosed } else { Rejection::NotOpen }))?;
        for one in ballots {
            check_ballot(&form, &one.ballot).map_err(rejected)?;
        }
        Ok(state.invited)
    }

    /// Adds ballots to the box, which is written anew in a random order.
    async fn add(
        &self,
        connection: &mut PgConnection,
        evaluation: EvaluationId,
        ballots: Vec<BoxedBallot>,
    ) -> Result<(), BallotError> {
        let mut all = take_all(connection, evaluation).await?;
        all.extend(ballots);
        self.chance.shuffle(&mut all);
        let contents = all.iter().map(serde_json::to_value).collect::<Result<Vec<Value>, _>>()?;
        sqlx::query("INSERT INTO ballots.box (evaluation, content) SELECT $1, * FROM unnest($2::jsonb[])")
            .bind(evaluation.uuid())
            .bind(contents)
            .execute(connection)
            .await?;
        Ok(())
    }

    /// Counts what lies in the box, if it is at least k ballots.
    ///
    /// # Errors
    /// When the database or the log fails; nothing is lost, and counting again goes on where it stopped.
    pub async fn count(&self, evaluation: EvaluationId, cause: &Cause) -> Result<usize, BallotError> {
        self.finish_pending(evaluation, cause).await?;
        let (state, _) = self.handle.load::<Evaluation>(evaluation.uuid()).await?;
        let Some(form) = state.form.filter(|_| !state.closed) else { return Ok(0) };
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, evaluation).await?;
        let mut all = take_all(&mut transaction, evaluation).await?;
        if u32::try_from(all.len()).unwrap_or(u32::MAX) < form.least_group {
            transaction.rollback().await?;
            return Ok(0);
        }
        self.chance.shuffle(&mut all);
        sqlx::query("INSERT INTO ballots.pending VALUES ($1, $2, $3)")
            .bind(evaluation.uuid())
            .bind(i64::from(state.counted))
            .bind(serde_json::to_value(&all)?)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.finish_pending(evaluation, cause).await?;
        Ok(all.len())
    }

    /// Closes an evaluation: counts the remainder, and what the groups answered. The box is empty after.
    ///
    /// # Errors
    /// When the database or the log fails; closing again goes on where it stopped.
    pub async fn close(&self, evaluation: EvaluationId, cause: &Cause) -> Result<(), BallotError> {
        self.finish_pending(evaluation, cause).await?;
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, evaluation).await?;
        let mut all = take_all(&mut transaction, evaluation).await?;
        self.chance.shuffle(&mut all);
        let mut tallies = self.tallies(&mut transaction, evaluation).await?;
        add_up(&mut tallies, &all);
        let remainder = all.into_iter().map(|one| one.ballot).collect();
        // The remainder is deleted only with the fact in the log; a crash between the two closes again, and
        // an evaluation that is closed already changes nothing.
        let command = Command::Close { remainder, groups: tallies };
        self.handle.run::<Evaluation>(evaluation.uuid(), command, cause).await?;
        for table in ["groups", "received", "used"] {
            sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM ballots.{table} WHERE evaluation = $1")))
                .bind(evaluation.uuid())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Writes a batch that was set aside to the log, unless it is there already.
    async fn finish_pending(&self, evaluation: EvaluationId, cause: &Cause) -> Result<(), BallotError> {
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, evaluation).await?;
        let row = sqlx::query(
            "DELETE FROM ballots.pending WHERE evaluation = $1 RETURNING counted_before, content",
        )
        .bind(evaluation.uuid())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = row else { return Ok(()) };
        let counted_before: i64 = row.try_get("counted_before")?;
        let batch: Vec<BoxedBallot> = serde_json::from_value(row.try_get("content")?)?;
        let (state, _) = self.handle.load::<Evaluation>(evaluation.uuid()).await?;
        if i64::from(state.counted) == counted_before {
            let ballots = batch.iter().map(|one| one.ballot.clone()).collect();
            self.handle
                .run::<Evaluation>(evaluation.uuid(), Command::CountBallots { ballots }, cause)
                .await?;
        }
        let mut tallies = self.tallies(&mut transaction, evaluation).await?;
        add_up(&mut tallies, &batch);
        sqlx::query(
            "INSERT INTO ballots.groups VALUES ($1, $2)
             ON CONFLICT (evaluation) DO UPDATE SET tallies = EXCLUDED.tallies",
        )
        .bind(evaluation.uuid())
        .bind(serde_json::to_value(&tallies)?)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn tallies(
        &self,
        connection: &mut PgConnection,
        evaluation: EvaluationId,
    ) -> Result<Vec<GroupTally>, BallotError> {
        let stored: Option<Value> =
            sqlx::query_scalar("SELECT tallies FROM ballots.groups WHERE evaluation = $1")
                .bind(evaluation.uuid())
                .fetch_optional(connection)
                .await?;
        Ok(stored.map(serde_json::from_value).transpose()?.unwrap_or_default())
    }
}

fn rejected(why: Rejection) -> BallotError {
    BallotError::Handle(HandleError::Rejected(Box::new(why)))
}

/// Takes every ballot of an evaluation out of the box, in an order that says nothing of how they lay there: the
/// place of a row depends on what the database tidied up in the meantime, so the same run would shuffle differently.
async fn take_all(
    connection: &mut PgConnection,
    evaluation: EvaluationId,
) -> Result<Vec<BoxedBallot>, BallotError> {
    let mut contents: Vec<Value> =
        sqlx::query_scalar("DELETE FROM ballots.box WHERE evaluation = $1 RETURNING content")
            .bind(evaluation.uuid())
            .fetch_all(connection)
            .await?;
    contents.sort_by_cached_key(Value::to_string);
    Ok(contents.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?)
}

/// One at a time per evaluation.
async fn lock(connection: &mut PgConnection, evaluation: EvaluationId) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(format!("parvis ballots {evaluation}"))
        .execute(connection)
        .await
        .map(|_| ())
}

/// Adds ballots to the tallies of the groups their givers stated.
fn add_up(tallies: &mut Vec<GroupTally>, ballots: &[BoxedBallot]) {
    for one in ballots {
        for (facet, group) in [(Facet::Role, &one.role), (Facet::Region, &one.region)] {
            let Some(group) = group else { continue };
            let at = tallies.iter().position(|tally| tally.facet == facet && tally.group == *group);
            let at = at.unwrap_or_else(|| {
                tallies.push(GroupTally { facet, group: group.clone(), ballots: 0, grades: BTreeMap::new() });
                tallies.len() - 1
            });
            let Some(tally) = tallies.get_mut(at) else { continue };
            tally.ballots += 1;
            for (question, answer) in &one.ballot.0 {
                if let Answer::Grade(grade) = answer {
                    count_grade(&mut tally.grades, question, *grade);
                }
            }
        }
    }
    tallies.sort_by(|a, b| (a.facet, &a.group).cmp(&(b.facet, &b.group)));
}

fn count_grade(grades: &mut BTreeMap<QuestionCode, BTreeMap<u8, u32>>, question: &QuestionCode, grade: u8) {
    *grades.entry(question.clone()).or_default().entry(grade).or_default() += 1;
}
