//! The parts of a programme that are edited each on a page of its own: questions, invitations, the council, the evaluation;
//! two who edit one of them at once; and all of it as it was on an earlier day.

use parvis::setup;
use parvis_events::ids::ProgrammeId;
use parvis_events::participation::{Asked, EnrolmentQuestion, QuestionKind, RequiredBefore};
use parvis_events::programme::{AnswerKind, Command, Participation, Programme, State};
use parvis_events::values::MunicipalityCode;

use super::coordinator::{BUSY, coordinator};
use super::driver::Browser;
use super::site::Site;

async fn state(site: &Site, programme: ProgrammeId) -> State {
    site.office.handle.look::<Programme>(programme.uuid()).await.unwrap().0.as_ref().clone()
}

async fn choose(browser: &Browser, id: &str, value: &str) {
    browser.click(&format!("[id='{id}'] option[value='{value}']")).await;
}

async fn visible(browser: &Browser, id: &str) -> bool {
    browser.find(&format!("[id='{id}']")).await.is_displayed().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_are_written_checked_put_in_order_and_removed_without_a_script() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::without_script(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/fragor")).await;
    let before = state(&site, programme).await.participation.unwrap();
    let mut wanted = before.questions.len();
    // A choice takes at least two; what was typed is kept.
    browser.fill("fraga-0-text", "Vilken buss åker ni med?").await;
    choose(&browser, "fraga-0-slag", "choice").await;
    assert!(visible(&browser, "fraga-0-val").await && !visible(&browser, "fraga-0-minst").await);
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Skriv valen, ett på varje rad."), "{}", browser.text().await);
    browser.fill("fraga-0-val", "Förmiddagsbussen").await;
    browser.press("Kontrollera utan att spara").await;
    let text = browser.text().await;
    assert!(text.contains("Det kunde inte sparas") && text.contains("minst två"), "{text}");
    browser.fill("fraga-0-val", "Förmiddagsbussen\nEftermiddagsbussen").await;
    choose(&browser, "fraga-0-av", "enrolment").await;
    choose(&browser, "fraga-0-kravs", "fore").await;
    browser.press("En rad till").await;
    browser.fill("fraga-1-text", "Hur många år har du arbetat med kultur?").await;
    choose(&browser, "fraga-1-slag", "number").await;
    browser.fill("fraga-1-minst", "0").await;
    browser.fill("fraga-1-hogst", "50").await;
    browser.press("Spara").await;
    wanted += 2;
    let saved = state(&site, programme).await.participation.unwrap();
    assert_eq!(saved.questions.len(), wanted, "{:?}", saved.questions);
    assert_eq!(
        Participation { questions: before.questions.clone(), ..saved.clone() },
        before,
        "nothing else of the rules has changed"
    );
    let bus = &saved.questions[wanted - 2];
    assert_eq!(bus.code.as_str(), "vilken-buss-aker-ni-med");
    assert_eq!((bus.asked_of, bus.required_before), (Asked::Enrolment, Some(RequiredBefore::Submission)));
    assert_eq!(saved.questions[wanted - 1].kind, QuestionKind::Number { least: 0, most: 50 });
    // The last comes first, and the bus goes.
    let years = saved.questions[wanted - 1].code.to_string();
    browser.fill(&format!("fraga-{years}-ordning"), "1").await;
    browser.click("[id='fraga-vilken-buss-aker-ni-med-bort']").await;
    browser.press("Spara").await;
    let saved = state(&site, programme).await.participation.unwrap();
    let codes: Vec<&str> = saved.questions.iter().map(|question| question.code.as_str()).collect();
    assert_eq!((codes[0], codes.len()), (years.as_str(), wanted - 1), "{codes:?}");
    browser.open(&site.at("/arbete/KKN-2018/program/historik")).await;
    assert!(browser.text().await.contains("Frågorna vid anmälan ändrades."), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_write_questions_lose_nothing_and_another_who_sets_rules_is_in_nobodys_way() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    let cause = site.office.cause(&format!("person:{person}"));
    let set = |wanted| vec![Command::SetParticipationRule(wanted)];
    let question = EnrolmentQuestion {
        code: "buss".parse().unwrap(),
        text: "Vilken buss?".parse().unwrap(),
        kind: QuestionKind::Text,
        asked_of: Asked::Member,
        required: false,
        required_before: None,
    };
    let rules = state(&site, programme).await.participation.unwrap();
    let before = Participation { questions: vec![question], ..rules };
    setup::change(&site.office.handle, programme, set(before.clone()), &cause, None).await.unwrap();
    browser.open(&site.at("/arbete/KKN-2018/fragor")).await;
    let code = before.questions[0].code.to_string();
    // Another changes the rules: that is no conflict, and neither change is lost.
    let rules = Participation { hold_days: before.hold_days + 1, ..before.clone() };
    setup::change(&site.office.handle, programme, set(rules.clone()), &cause, None).await.unwrap();
    browser.fill(&format!("fraga-{code}-text"), "Min fråga").await;
    browser.press("Spara").await;
    assert!(!browser.text().await.contains("Någon annan"), "{}", browser.text().await);
    let saved = state(&site, programme).await.participation.unwrap();
    assert_eq!((saved.hold_days, saved.questions[0].text.as_str()), (rules.hold_days, "Min fråga"));
    // Another words the same question: both versions stand side by side.
    let mut theirs = saved.clone();
    theirs.questions[0].text = "Deras fråga".parse().unwrap();
    setup::change(&site.office.handle, programme, set(theirs), &cause, None).await.unwrap();
    browser.fill(&format!("fraga-{code}-text"), "Min bättre fråga").await;
    browser.fill("fraga-0-text", "En helt ny fråga").await;
    choose(&browser, "fraga-0-slag", "yes-no").await;
    browser.press("Spara").await;
    let text = browser.text().await;
    for wanted in [
        "Någon annan har ändrat samtidigt",
        "Frågorna vid anmälan ändrades.",
        "Min bättre fråga",
        "Deras fråga",
        "Min fråga",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    browser.picture("1280-konflikt-fraga").await;
    browser.click(&format!("[id='deras-fraga-{code}-text-val']")).await;
    browser.press("Spara med valen ovan").await;
    let saved = state(&site, programme).await.participation.unwrap();
    assert_eq!(saved.questions[0].text.as_str(), "Deras fråga");
    assert_eq!(saved.questions.last().unwrap().text.as_str(), "En helt ny fråga", "nothing typed was lost");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn municipalities_are_invited_a_region_at_a_time_and_one_by_one() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::wide(320).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/inbjudna")).await;
    assert!(!visible(&browser, "kommun-1082").await, "who is invited is asked for only where not all are");
    choose(&browser, "lista", "valda").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Kryssa för minst en kommun"), "{}", browser.text().await);
    browser.press("Kryssa alla i Region Blekinge").await;
    let text = browser.text().await;
    assert!(text.contains("5 kommuner är förkryssade."), "{text}");
    browser.click("[id='kommun-1082']").await;
    browser.click("[id='kommun-1280']").await;
    browser.picture("320-inbjudna").await;
    browser.press("Spara").await;
    let invited = state(&site, programme).await.participation.unwrap().invited;
    let codes: Vec<&str> = invited.iter().map(MunicipalityCode::as_str).collect();
    assert_eq!(codes, ["1060", "1080", "1081", "1083", "1280"]);
    choose(&browser, "lista", "alla").await;
    browser.press("Spara").await;
    assert!(state(&site, programme).await.participation.unwrap().invited.is_empty());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_joins_the_council_and_sees_the_register_and_another_leaves_it() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/programrad")).await;
    let before = state(&site, programme).await.council;
    let leaving = *before.keys().next().unwrap();
    browser.click(&format!("[id='ledamot-{leaving}-bort']")).await;
    for (field, words) in [
        ("fornamn-ny", "Runa"),
        ("efternamn-ny", "Exempelråd"),
        ("befattning-ny", "Utvecklare"),
        ("epost-ny", "runa@halland.example"),
    ] {
        browser.fill(field, words).await;
    }
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Välj vilken region"), "{}", browser.text().await);
    choose(&browser, "lan-ny", "13").await;
    browser.press("Spara").await;
    let text = browser.text().await;
    assert!(text.contains("Runa Exempelråd"), "{text}");
    browser.picture("1280-programrad").await;
    let council = state(&site, programme).await.council;
    assert!(!council.contains_key(&leaving) && council.len() == before.len());
    let new = *council.keys().find(|person| !before.contains_key(person)).unwrap();
    site.sign_in(&browser, new).await;
    browser.open(&site.at("/arbete/KKN-2018")).await;
    assert!(browser.text().await.contains("Ängelholm"), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_evaluation_is_worded_and_an_empty_one_is_told_of() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/utvardering")).await;
    let before = state(&site, programme).await.evaluation.unwrap();
    browser.fill("fraga-0-text", "Hur var maten?").await;
    browser.fill("fraga-0-lagst", "dålig").await;
    browser.press("Spara").await;
    assert!(browser.text().await.contains("Fyll i ”Högsta steget betyder”."), "{}", browser.text().await);
    browser.fill("fraga-0-hogst", "utmärkt").await;
    browser.press("Spara").await;
    let saved = state(&site, programme).await.evaluation.unwrap();
    assert_eq!(saved.questions.len(), before.questions.len() + 1);
    let last = saved.questions.last().unwrap();
    let scale = |low: &str, high: &str| AnswerKind::Scale {
        highest: 5,
        low: low.parse().unwrap(),
        high: high.parse().unwrap(),
    };
    assert_eq!((last.text.as_str(), &last.answer), ("Hur var maten?", &scale("dålig", "utmärkt")));
    browser.picture("1280-utvardering-redigera").await;
    for question in &saved.questions {
        browser.click(&format!("[id='fraga-{}-bort']", question.code)).await;
    }
    browser.press("Kontrollera utan att spara").await;
    let text = browser.text().await;
    assert!(text.contains("Det kunde inte sparas"), "a published programme keeps its questions: {text}");
    assert_eq!(state(&site, programme).await.evaluation.unwrap(), saved);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_programme_can_be_read_as_it_was_and_not_changed_then() {
    let site = Site::kkn().await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    for (path, then) in [
        ("/program", "Region Skåne"),
        ("/regler", "Par från samma kommun"),
        ("/seminarium/1", "Vad är KKN?"),
        ("/program/historik", "Programmet publicerades."),
    ] {
        browser.open(&site.at(&format!("/arbete/KKN-2018{path}?per=2018-03-01"))).await;
        let text = browser.text().await;
        assert!(text.contains("Så här såg det ut 1 mars 2018.") && text.contains(then), "{path}: {text}");
        assert!(!text.contains("förklarades genomfört"), "what came later is not known yet: {path}");
        let fields = browser.run("return document.querySelectorAll('main form[method=post]').length").await;
        assert_eq!(fields, 0, "{path} cannot be changed");
        browser.picture(&format!("1280-per-dag{}", path.replace('/', "-"))).await;
    }
    browser.open(&site.at("/arbete/KKN-2018/program?per=2018-03-01")).await;
    browser.press("Visa som det är nu").await;
    assert!(browser.find("#arrangor").await.prop("value").await.unwrap().unwrap().contains("Region Skåne"));
    browser.open(&site.at("/arbete/KKN-2018/program/historik")).await;
    assert!(browser.text().await.contains("förklarades genomfört"), "{}", browser.text().await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seminar_that_was_moved_meanwhile_is_not_called_off_and_the_reason_is_kept() {
    let site = Site::kkn_until(BUSY).await;
    let (programme, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    browser.open(&site.at("/arbete/KKN-2018/seminarium/3")).await;
    let now = state(&site, programme).await;
    let seminar = now.seminar_numbered(3).unwrap();
    let mut venue = seminar.venue.clone();
    venue.name = "Kulturhuset Nyckeln".parse().unwrap();
    let theirs = vec![Command::MoveSeminar { seminar: seminar.id, venue }];
    let cause = site.office.cause(&format!("person:{person}"));
    setup::change(&site.office.handle, programme, theirs, &cause, None).await.unwrap();
    site.office.runner.catch_up().await.unwrap();
    browser.click("details:has(#skal) > summary").await;
    browser.fill("skal", "Lokalen brann").await;
    browser.press("Ställ in").await;
    let text = browser.text().await;
    for wanted in ["har ändrats sedan du öppnade sidan", "flyttades till Kulturhuset Nyckeln"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!state(&site, programme).await.cancelled.contains(&seminar.id));
    assert_eq!(browser.find("#skal").await.prop("value").await.unwrap().as_deref(), Some("Lokalen brann"));
    browser.picture("1280-stall-in-inaktuellt").await;
    browser.press("Ställ in").await;
    assert!(state(&site, programme).await.cancelled.contains(&seminar.id));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_earlier_day_that_was_looked_at_forgets_who_is_erased() {
    let site = Site::kkn().await;
    let (_, person) = coordinator(&site).await;
    let browser = Browser::wide(1280).await;
    site.sign_in(&browser, person).await;
    let day = site.at("/arbete/KKN-2018?per=2018-03-01");
    browser.open(&day).await;
    assert!(browser.text().await.contains("Leila Vassdimma"), "{}", browser.text().await);
    let erased = {
        let kept = site.office.runner.house().await;
        kept.house.people.people.rows().find(|row| row.family_name == "Vassdimma").unwrap().person
    };
    site.office.ring.destroy(erased).await.unwrap();
    browser.open(&day).await;
    let text = browser.text().await;
    assert!(text.contains("Ronneby") && !text.contains("Vassdimma"), "{text}");
    browser.close().await;
}
