//! A bad file is refused whole: where, what and what to do; and nothing of it is in the log.

use std::fs;

use crate::program::Program;
use crate::support::played::{self, KKN, example};

/// One kind of file made bad, and what must be said of it.
struct Bad {
    kind: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// Line, column or key, and the beginning of the remedy.
    says: [&'static str; 3],
}

const BAD: [Bad; 4] = [
    Bad {
        kind: "programme",
        file: "programme.toml",
        from: "zone = \"Europe/Stockholm\"",
        to: "zone = \"Europe/Sthlm\"",
        says: ["line 15", "column programme.zone", "use an IANA name"],
    },
    Bad {
        kind: "enrolments",
        file: "enrolments.csv",
        from: "A-26;1265;Sjöbo;D-049",
        to: "A-26;1299;Sjöbo;D-049",
        says: ["line 54", "column Kommunkod", "use one of the codes"],
    },
    Bad {
        kind: "attendance",
        file: "attendance.csv",
        from: "2018-05-29 09:43;närvaro;1;2018-05-29;Förmiddag",
        to: "2018-05-29 09:43;närvaro;1;2018-05-31;Förmiddag",
        says: ["line 4", "column Datum", "use 2018-05-29"],
    },
    Bad {
        kind: "evaluations",
        file: "evaluations.csv",
        from: "1;Kulturchef;Region Kronoberg;5;",
        to: "1;Kulturchef;Region Kronoberg;6;",
        says: ["line 3", "column helhet", "write 1 to 5"],
    },
];

#[tokio::test]
async fn a_bad_file_of_any_kind_is_refused_with_place_and_remedy_and_leaves_no_trace() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let head = program.head();
    for bad in BAD {
        let text = fs::read_to_string(example("kkn-2018").join(bad.file)).unwrap();
        assert!(text.contains(bad.from), "{} has changed", bad.file);
        fs::write(program.home().join(bad.file), text.replacen(bad.from, bad.to, 1)).unwrap();
        let mut arguments = vec!["import", bad.kind, bad.file];
        if bad.kind != "programme" {
            arguments.extend(["--programme", KKN]);
        }
        let said = program.run(&arguments);
        assert!(!said.ok, "{} was taken: {}", bad.file, said.out);
        let first =
            said.err.lines().find(|line| line.contains(bad.file)).unwrap_or_else(|| panic!("{}", said.err));
        for part in bad.says.into_iter().chain([bad.file]) {
            assert!(first.contains(part), "{part} is missing in: {}", said.err);
        }
        assert_eq!(program.head(), head, "{} left a trace", bad.file);
    }
}

#[tokio::test]
async fn a_file_that_a_rule_forbids_is_refused_whole_with_the_line() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    let head = program.head();
    // The first row is new and fine; the second accepts a place that nobody offered.
    let text = fs::read_to_string(example("kkn-2018").join("enrolments.csv")).unwrap();
    let header = text.lines().next().unwrap();
    let rows = [
        header,
        "2018-03-01 09:00;anmälan;A-90;1231;Burlöv;D-901;Ny;Nils;Kulturchef;Kulturchef;nils.ny@burlov.example;070-174 06 99;;;",
        "2018-03-02 09:00;tackar ja;A-90;1231;Burlöv;;;;;;;;;;",
    ];
    fs::write(program.home().join("more.csv"), rows.join("\r\n")).unwrap();
    let said = program.run(&["import", "enrolments", "more.csv", "--programme", KKN]);
    assert!(!said.ok && said.err.contains("more.csv") && said.err.contains("line 3"), "{}", said.err);
    assert_eq!(program.head(), head);
}

#[tokio::test]
async fn what_is_no_text_or_not_there_is_refused() {
    let played = played::kkn().await;
    let program = Program::on(&played.database.url);
    fs::write(program.home().join("latin1.csv"), b"Tidpunkt;H\xe4ndelse\r\n").unwrap();
    let said = program.run(&["import", "enrolments", "latin1.csv", "--programme", KKN]);
    assert!(
        !said.ok && said.err.contains("latin1.csv, line 1: the file is not UTF-8; save it as"),
        "{}",
        said.err
    );
    let said = program.run(&["import", "enrolments", "nowhere.csv", "--programme", KKN]);
    assert!(!said.ok && said.err.contains("nowhere.csv cannot be read"), "{}", said.err);
    let file = example("kkn-2018").join("attendance.csv");
    let said = program.run(&["import", "attendance", file.to_str().unwrap(), "--programme", "KKN-1999"]);
    assert!(
        !said.ok && said.err.contains("KKN-1999") && said.err.contains("parvis import programme"),
        "{}",
        said.err
    );
}
