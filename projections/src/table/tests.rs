//! Tables by themselves.

use parvis_events::ids::{PersonId, ProgrammeId};

use super::{Row, Table, row};

row! {
    /// A row to try with.
    Sample in "sample", key [id: u32], of_programme false {
        /// Key.
        id: u32,
        /// Something.
        word: Option<String>,
    }
}

fn sample(id: u32, word: &str) -> Sample {
    Sample { id, word: Some(word.into()) }
}

#[test]
fn only_what_changed_is_written() {
    let mut table = Table::default();
    table.load(vec![serde_json::json!({"id": 1, "word": "a"})]).unwrap();
    table.put(sample(1, "a"));
    table.put(sample(2, "b"));
    let change = table.take_change().unwrap();
    assert_eq!(change.upserts, [serde_json::json!({"id": 2, "word": "b"})]);
    assert!(table.take_change().unwrap().upserts.is_empty());
}

#[test]
fn replacing_removes_what_is_no_longer_there() {
    let mut table = Table::default();
    table.put(sample(1, "a"));
    table.put(sample(2, "b"));
    table.take_change().unwrap();
    table.replace_where(|_| true, vec![sample(2, "b"), sample(3, "c")]);
    let change = table.take_change().unwrap();
    assert_eq!(change.deletes, [serde_json::json!({"id": 1, "word": "a"})]);
    assert_eq!(change.upserts, [serde_json::json!({"id": 3, "word": "c"})]);
}

row! {
    /// A row that is found by whose it is.
    Owned in "owned", key [id: u32], links [programme: ProgrammeId, person: PersonId], of_programme true {
        /// Key.
        id: u32,
        /// Whose.
        programme: ProgrammeId,
        /// Of whom, if anyone.
        person: Option<PersonId>,
    }
}

#[test]
fn rows_are_found_by_the_ids_they_have_now() {
    let programmes = ["a", "b"].map(|name| ProgrammeId::named(&[name]));
    let person = PersonId::named(&["somebody"]);
    let row = |id, of: usize, person| Owned { id, programme: programmes[of], person };
    let mut table = Table::default();
    table.load(vec![serde_json::to_value(row(3, 1, None)).unwrap()]).unwrap();
    table.put(row(1, 0, Some(person)));
    table.put(row(2, 0, None));
    let ids = |table: &Table<Owned>| {
        let of = |at: usize| table.of(programmes[at]).map(|row| row.id).collect::<Vec<_>>();
        (of(0), of(1), table.of(person).map(|row| row.id).collect::<Vec<_>>())
    };
    assert_eq!(ids(&table), (vec![1, 2], vec![3], vec![1]));
    let before = table.clone();
    table.update(&(1,), |row| row.programme = programmes[1]);
    table.update_of(programmes[1], |row| row.person = Some(person));
    assert_eq!(ids(&table), (vec![2], vec![1, 3], vec![1, 3]));
    table.replace_of(programmes[1], vec![row(3, 1, None), row(4, 0, None)]);
    assert_eq!(ids(&table), (vec![2, 4], vec![3], vec![]));
    table.remove(&(3,));
    assert_eq!(ids(&table), (vec![2, 4], vec![], vec![]));
    // A copy is what it was when it was taken.
    assert_eq!(ids(&before), (vec![1, 2], vec![3], vec![1]));
}

#[test]
fn the_table_is_created_with_typed_columns() {
    assert_eq!(
        Sample::shape().create("views"),
        "CREATE TABLE \"views\".\"sample\" (\"id\" bigint NOT NULL, \"word\" text, PRIMARY KEY (\"id\"))"
    );
}
