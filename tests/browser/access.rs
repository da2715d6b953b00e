//! Nobody is kept out: axe finds nothing, nothing is cut off, and everything can be reached by keyboard.

use fantoccini::key::Key;
use parvis_events::ids::PersonId;
use serde_json::Value;

use super::driver::Browser;
use super::site::Site;

/// The languages that pages speak.
pub const LANGUAGES: [&str; 3] = ["sv", "nb", "en"];

/// Pages anyone may see; `{certificate}` stands for the number of one.
pub const OPEN: [&str; 12] = [
    "/",
    "/program/KKN-2018",
    "/program/KKN-2018/seminarium/3",
    "/intyg",
    "/intyg?nummer=",
    "/intyg/INGET",
    "/intyg/{certificate}",
    "/tillganglighet",
    "/personuppgifter",
    "/roller",
    "/logga-in",
    "/finns-inte",
];

/// Everything axe finds wrong with the page, one line each.
pub async fn violations(browser: &Browser) -> Vec<String> {
    let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe is missing; run script/setup tests");
    browser.run(&format!("{axe}; window.axe = axe;")).await;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            found => done(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | '))),
            error => done(['axe failed: ' + error]))";
    let found = browser.client.execute_async(script, vec![]).await.unwrap();
    serde_json::from_value(found).unwrap()
}

/// By how many pixels the page is wider than its window.
pub async fn overflow(browser: &Browser) -> i64 {
    let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    browser.run(script).await.as_i64().unwrap()
}

/// What comes over the network for the page, pictures aside, in bytes. Once a service worker keeps style and scripts on the
/// phone, only the page itself does; what a script fetches afterwards, to have it when the network is gone, is no part of it.
async fn weight(browser: &Browser) -> i64 {
    let script =
        "const comes = one => !['img', 'fetch'].includes(one.initiatorType) && !one.name.endsWith('.svg');
        const kept = navigator.serviceWorker?.controller;
        const parts = performance.getEntriesByType('navigation');
        if (!kept) parts.push(...performance.getEntriesByType('resource').filter(comes));
        return parts.reduce((sum, one) => sum + one.encodedBodySize, 0)";
    browser.run(script).await.as_i64().unwrap()
}

/// Looks at the page as it is shown; returns what is wrong with it.
pub async fn inspect(browser: &Browser, what: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let html = browser.run("return document.documentElement.outerHTML").await;
    if html.as_str().unwrap().contains('⟦') {
        findings.push(format!("{what}: a text is missing"));
    }
    let bytes = weight(browser).await;
    if bytes > 100_000 {
        findings.push(format!("{what}: {bytes} bytes"));
    }
    let wide = overflow(browser).await;
    if wide > 0 {
        findings.push(format!("{what}: {wide} pixels too wide"));
    }
    findings.extend(violations(browser).await.into_iter().map(|one| format!("{what}: {one}")));
    // Text may be made twice as large without anything being cut off (WCAG 1.4.4).
    browser.run("document.documentElement.style.fontSize = '200%'").await;
    let wide = overflow(browser).await;
    if wide > 0 {
        findings.push(format!("{what}: {wide} pixels too wide with text twice as large"));
    }
    browser.run("document.documentElement.style.fontSize = ''").await;
    findings
}

/// Goes to a page in a language.
pub async fn read_in(browser: &Browser, site: &Site, language: &str, path: &str) {
    let query = path.replace('?', "%3F").replace('=', "%3D").replace('&', "%26");
    browser.open(&site.at(&format!("/sprak/{language}?to={query}"))).await;
    let tag = browser.run("return document.documentElement.lang").await;
    assert_eq!(tag, language, "{path}");
}

/// Looks at a page in every language; returns what is wrong with it.
pub async fn look(browser: &Browser, site: &Site, path: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for language in LANGUAGES {
        read_in(browser, site, language, path).await;
        findings.extend(inspect(browser, &format!("{language} {path}")).await);
    }
    findings
}

/// The same in a narrow and in a wide window, as somebody who is signed in.
pub async fn look_as(site: &Site, person: PersonId, paths: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    for width in [320, 1280] {
        let browser = Browser::wide(width).await;
        site.sign_in(&browser, person).await;
        for path in paths {
            findings.extend(look(&browser, site, path).await);
        }
        browser.close().await;
    }
    findings
}

async fn open_pages(width: u32) {
    let site = Site::kkn().await;
    let certificate = {
        let kept = site.office.runner.house().await;
        kept.house.certificates.certificates.rows().next().unwrap().number.clone()
    };
    let browser = Browser::wide(width).await;
    let mut findings = Vec::new();
    for path in OPEN {
        let path = path.replace("{certificate}", &certificate);
        findings.extend(look(&browser, &site, &path).await);
        let name = path.trim_matches('/').replace(['/', '?', '='], "-");
        browser.picture(&format!("{width}-{}", if name.is_empty() { "start" } else { &name })).await;
    }
    browser.close().await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn open_pages_keep_nobody_out_on_a_phone() {
    open_pages(320).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn open_pages_keep_nobody_out_on_a_desk() {
    open_pages(1280).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_at_twice_its_size_still_fits_and_the_first_tab_skips_the_menu() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let browser = Browser::wide(640).await;
    browser.open(&site.at("/program/KKN-2018")).await;
    browser.run("document.documentElement.style.fontSize = '200%'").await;
    assert_eq!(overflow(&browser).await, 0);
    browser.picture("640-double").await;
    browser.find("body").await.send_keys(&char::from(Key::Tab).to_string()).await.unwrap();
    let focused: Value = browser.run("return document.activeElement.getAttribute('href')").await;
    assert_eq!(focused, "#main");
    browser.close().await;
}

/// Whether something on or around what has the focus shows that it has it; boxes to tick are drawn by what belongs to them.
const FOCUS_IS_SHOWN: &str = "const here = document.activeElement;
    const drawn = [here, here.parentElement, ...here.labels].flatMap(
        one => [null, '::before', '::after'].map(part => getComputedStyle(one, part)));
    return drawn.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none')";

/// Goes on with the tabulator until a field has the focus, as somebody without a mouse does, and types.
async fn tab_and_type(browser: &Browser, id: &str, keys: &str) {
    for _ in 0..40 {
        let here = browser.client.active_element().await.unwrap();
        if here.attr("id").await.unwrap().as_deref() == Some(id) {
            let shown = browser.run(FOCUS_IS_SHOWN).await;
            assert_eq!(shown, true, "one sees that {id} has the focus");
            return here.send_keys(keys).await.unwrap();
        }
        here.send_keys(&char::from(Key::Tab).to_string()).await.unwrap();
    }
    panic!("{id} is not reached by keyboard");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pair_is_enrolled_by_keyboard_alone_and_without_scripts() {
    let site = Site::kkn_until("2018-02-21T08:00:00Z").await;
    let browser = Browser::without_script(320).await;
    browser.open(&site.at("/program/KKN-2018/anmalan")).await;
    for (field, keys) in [
        ("kommun", "Oskars"),
        ("fornamn", "Tilda"),
        ("efternamn", "Exempelö"),
        ("befattning", "Kulturchef"),
        ("epost", "tilda@oskarshamn.example"),
        ("ar-kontakt-0", " "),
        ("roll-1", "Turism"),
        ("fornamn-1", "Bo"),
        ("efternamn-1", "Provsund"),
        ("befattning-1", "Turismchef"),
    ] {
        tab_and_type(&browser, field, keys).await;
    }
    let enter = char::from(Key::Enter);
    tab_and_type(&browser, "epost-1", &format!("bo@oskarshamn.example{enter}")).await;
    browser.find("a[href='/logga-in']").await;
    let mut text = String::new();
    for _ in 0..50 {
        text = browser.text().await;
        if text.contains("Tack") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(text.contains("Oskarshamn: antagen. Båda är anmälda."), "{text}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_that_axe_must_find_is_found() {
    let site = Site::kkn_until("2018-03-30T08:00:00Z").await;
    let browser = Browser::wide(320).await;
    browser.open(&site.at("/intyg")).await;
    browser.run("document.querySelector('label').remove(); document.body.style.width = '900px'").await;
    let found = violations(&browser).await;
    assert!(found.iter().any(|one| one.starts_with("label")), "{found:?}");
    assert!(overflow(&browser).await > 0);
    browser.close().await;
}
