use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use natsconf_core::deployment::RenderedFile;

use super::*;

fn files(entries: &[(&str, &str)]) -> Files {
    let file = |path: &str, text: &str| RenderedFile { bytes: text.into(), secret: path.contains(".creds") };
    entries.iter().map(|(path, text)| ((*path).to_owned(), file(path, text))).collect()
}

/// Writes the files, and says how that went.
fn write(root: &Path, files: &Files) -> Result<String> {
    let folder = Folder::open(root)?;
    let plan = folder.plan(files, false)?;
    folder.write(files, &plan, false)?;
    Ok(plan.summary(true).lines().last().unwrap().split(": ").nth(1).unwrap().to_owned())
}

/// What the folder holds, but for the manifest.
fn held(root: &Path) -> Vec<(String, String)> {
    let paths = tools::files_below(root).unwrap().into_iter().filter(|path| !path.ends_with(manifest::NAME));
    let text = |path: PathBuf| (tools::text(path.strip_prefix(root).unwrap()), fs::read_to_string(path).unwrap());
    let mut held: Vec<_> = paths.map(text).collect();
    held.sort();
    held
}

fn expected(files: &Files) -> Vec<(String, String)> {
    files.iter().map(|(path, file)| (path.clone(), String::from_utf8(file.bytes.clone()).unwrap())).collect()
}

/// In memory, where there is such a place: those who are killed hundreds of times would wait for the disk.
fn scratch() -> (tempfile::TempDir, PathBuf) {
    let scratch = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let root = scratch.path().join("out");
    (scratch, root)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

/// What lies beside the folder.
fn neighbours(root: &Path) -> usize {
    fs::read_dir(root.parent().unwrap()).unwrap().count() - 1
}

#[test]
fn the_folder_holds_the_set_and_says_what_changed() {
    let (_scratch, root) = scratch();
    let one = files(&[("a/n.conf", "1"), ("b.conf", "1"), ("c/d/e.conf", "1"), ("x.creds", "seed")]);
    assert_eq!(write(&root, &one).unwrap(), "4 created, 0 changed, 0 removed, 0 unchanged");
    let two = files(&[("a/n.conf", "2"), ("b.conf", "1"), ("f.conf", "2"), ("x.creds", "seed")]);
    let stays = fs::metadata(root.join("b.conf")).unwrap();
    assert_eq!(write(&root, &two).unwrap(), "1 created, 1 changed, 1 removed, 2 unchanged");
    assert_eq!(held(&root), expected(&two));
    assert!(!root.join("c").exists(), "a folder without files is gone");
    let stayed = fs::metadata(root.join("b.conf")).unwrap();
    assert_eq!((stays.ino(), stays.mtime_nsec()), (stayed.ino(), stayed.mtime_nsec()));
    assert_eq!(write(&root, &two).unwrap(), "0 created, 0 changed, 0 removed, 4 unchanged");
    assert_eq!(neighbours(&root), 0);
}

#[test]
fn secrets_are_for_their_owner() {
    let (_scratch, root) = scratch();
    write(&root, &files(&[("a.conf", "1"), ("creds/x.creds", "seed"), ("b/c.conf", "1")])).unwrap();
    assert_eq!([mode(&root), mode(&root.join("a.conf")), mode(&root.join("b"))], [0o755, 0o644, 0o755]);
    assert_eq!([mode(&root.join("creds")), mode(&root.join("creds/x.creds"))], [0o700, 0o600]);
    assert_eq!(mode(&root.join(manifest::NAME)), 0o600);
    fs::set_permissions(root.join("creds/x.creds"), fs::Permissions::from_mode(0o644)).unwrap();
    write(&root, &files(&[("a.conf", "2"), ("creds/x.creds", "seed"), ("b/c.conf", "2")])).unwrap();
    assert_eq!(mode(&root.join("creds/x.creds")), 0o600);
}

#[test]
fn what_others_made_or_edited_is_not_overwritten() {
    let (_scratch, root) = scratch();
    let refused = |files: &Files| write(&root, files).unwrap_err().0;
    write(&root, &files(&[("a.conf", "1"), ("b.conf", "1")])).unwrap();
    fs::write(root.join("a.conf"), "mine").unwrap();
    let words = refused(&files(&[("a.conf", "2"), ("b.conf", "2")]));
    assert!(words.contains("a.conf`: somebody edited it: it is not overwritten without `--force`"), "{words}");
    fs::write(root.join("c.conf"), "mine").unwrap();
    let words = refused(&files(&[("b.conf", "2"), ("c.conf", "2")]));
    assert!(words.contains("c.conf`: natsconf did not make it"), "{words}");
    assert_eq!(fs::read(root.join("b.conf")).unwrap(), b"1", "nothing is written when a file is refused");
    // What natsconf no longer makes and somebody edited is theirs.
    write(&root, &files(&[("b.conf", "2"), ("d.conf", "2")])).unwrap();
    assert_eq!(fs::read(root.join("a.conf")).unwrap(), b"mine");
    fs::create_dir(root.join("e.conf")).unwrap();
    let words = refused(&files(&[("e.conf", "2")]));
    assert!(words.contains("this is no plain file: it is in the way"), "{words}");
}

#[test]
fn force_overwrites() {
    let (_scratch, root) = scratch();
    write(&root, &files(&[("a.conf", "1"), ("b.conf", "1")])).unwrap();
    fs::write(root.join("a.conf"), "mine").unwrap();
    fs::write(root.join("c.conf"), "mine").unwrap();
    let two = files(&[("a.conf", "2"), ("b.conf", "2"), ("c.conf", "2")]);
    let folder = Folder::open(&root).unwrap();
    let plan = folder.plan(&two, true).unwrap();
    assert_eq!(folder.write(&two, &plan, false).unwrap(), None);
    assert_eq!(held(&root), expected(&two));
}

#[test]
fn files_of_others_stay_as_they_are() {
    let (_scratch, root) = scratch();
    write(&root, &files(&[("a/1.conf", "1"), ("b.conf", "1")])).unwrap();
    fs::write(root.join("a/notes.txt"), "mine").unwrap();
    std::os::unix::fs::symlink("nowhere", root.join("link")).unwrap();
    let before = fs::metadata(root.join("a/notes.txt")).unwrap().ino();
    write(&root, &files(&[("c.conf", "2"), ("d.conf", "2")])).unwrap();
    assert_eq!(fs::metadata(root.join("a/notes.txt")).unwrap().ino(), before);
    assert_eq!(fs::read_link(root.join("link")).unwrap(), Path::new("nowhere"));
    assert!(!root.join("a/1.conf").exists());
}

#[test]
fn folders_of_others_stay_where_they_are() {
    let (_scratch, root) = scratch();
    write(&root, &files(&[("a.conf", "1"), ("b.conf", "1")])).unwrap();
    fs::create_dir(root.join("store")).unwrap();
    let before = [&root, &root.join("store")].map(|path| fs::metadata(path).unwrap().ino());
    let two = files(&[("a.conf", "2"), ("b.conf", "2"), ("c/d.conf", "2")]);
    let folder = Folder::open(&root).unwrap();
    let plan = folder.plan(&two, false).unwrap();
    let reason = folder.write(&two, &plan, false).unwrap();
    assert_eq!(reason.as_deref(), Some("it holds `store`, which natsconf did not make"));
    assert_eq!([&root, &root.join("store")].map(|path| fs::metadata(path).unwrap().ino()), before);
    assert_eq!(held(&root), expected(&two));
}

#[test]
fn a_path_stays_in_the_folder() {
    let (_scratch, root) = scratch();
    for path in ["../a", "/a", "a/../../b", "", ".natsconf.json", "."] {
        assert!(write(&root, &files(&[(path, "1")])).is_err(), "{path}");
    }
    fs::create_dir_all(&root).unwrap();
    fs::write(root.parent().unwrap().join("victim"), "1").unwrap();
    fs::write(root.join(manifest::NAME), r#"{"files":{"../victim":["00"]}}"#).unwrap();
    assert!(write(&root, &files(&[("a", "1")])).is_err());
}

#[test]
fn a_diff_shows_no_secret() {
    let (_scratch, root) = scratch();
    write(&root, &files(&[("a.conf", "port: 1\npassword: hunter1\n"), ("x.creds", "hunter1")])).unwrap();
    let two = files(&[("a.conf", "port: 2\npassword: hunter2\n"), ("x.creds", "hunter2"), ("new", "text\n")]);
    let text = Folder::open(&root).unwrap().plan(&two, false).unwrap().diff(&two).unwrap();
    insta::assert_snapshot!(text, @r"
    --- a/a.conf
    +++ b/a.conf
    @@ -1,2 +1,2 @@
    -port: 1
    +port: 2
     password: ..
    --- /dev/null
    +++ b/new
    @@ -0,0 +1 @@
    +text
    --- a/x.creds
    +++ b/x.creds
    @@ .. @@
    ");
}

/// The set number `number`: files that change, that stay, and that only one of two neighbouring sets has.
fn set(number: usize) -> Files {
    let odd = if number % 2 == 1 { "odd" } else { "even" };
    let changing =
        (0..30).map(|file| (format!("n{file}/nats.conf"), RenderedFile::public(format!("{odd} {file}\n").repeat(500))));
    let staying = (0..5).map(|file| (format!("stays/{file}.creds"), RenderedFile::secret("seed")));
    let coming = (0..5).map(|file| (format!("{odd}/{file}.conf"), RenderedFile::public(odd)));
    changing.chain(staying).chain(coming).collect()
}

/// The other process of the tests below: writes a set, and is killed while it does.
#[test]
fn writer() {
    if let Ok(task) = std::env::var("NATSCONF_TEST_WRITE") {
        let (root, number) = task.rsplit_once(' ').unwrap();
        write(Path::new(root), &set(number.parse().unwrap())).unwrap();
    }
}

fn spawn_writer(root: &Path, number: usize) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "folder::tests::writer"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("NATSCONF_TEST_WRITE", format!("{} {number}", root.display())).spawn().unwrap()
}

/// Kills 200 writers of alternating sets, each at another moment; `judge` looks at the folder after each. How many ended
/// before they were killed, and how many were killed.
fn kill_writers(root: &Path, judge: impl Fn(usize)) -> (usize, usize) {
    write(root, &set(0)).unwrap();
    let start = Instant::now();
    assert!(spawn_writer(root, 1).wait().unwrap().success());
    let whole = start.elapsed();
    let (mut ended, mut killed) = (0, 0);
    for number in 2..202_u32 {
        let mut child = spawn_writer(root, number as usize);
        // The golden ratio spreads the moments evenly over the time that a writer takes, and a little more.
        let moment = f64::from(number) * 0.618_033_988_749 % 1.0;
        std::thread::sleep(whole.mul_f64(moment * 1.2) + Duration::from_micros(1));
        child.kill().unwrap();
        let by_itself = child.wait().unwrap().success();
        ended += usize::from(by_itself);
        killed += usize::from(!by_itself);
        judge(number as usize);
    }
    (ended, killed)
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_set_or_the_new() {
    let (_scratch, root) = scratch();
    let sets = [set(0), set(1)].map(|set| expected(&set));
    let (ended, killed) = kill_writers(&root, |number| {
        let held = held(&root);
        assert!(
            sets.contains(&held),
            "writer {number} left a mixed set: {:?}",
            held.iter().map(|(path, _)| path).collect::<Vec<_>>()
        );
    });
    assert!(ended > 5 && killed > 50, "{ended} ended, {killed} were killed");
    write(&root, &set(0)).unwrap();
    assert!(held(&root) == sets[0], "the last run left something behind");
    assert_eq!(neighbours(&root), 0);
}

#[test]
fn in_place_the_next_run_completes_what_was_killed() {
    let (_scratch, root) = scratch();
    fs::create_dir_all(root.join("store")).unwrap();
    kill_writers(&root, |number| {
        let ours = held(&root).into_iter().filter(|(path, _)| !path.starts_with(".natsconf-new"));
        for (path, text) in ours {
            let whole =
                [set(0), set(1)].iter().any(|set| set.get(&path).is_some_and(|file| file.bytes == text.as_bytes()));
            assert!(whole, "writer {number} left half a file: {path}");
        }
    });
    write(&root, &set(1)).unwrap();
    assert!(held(&root) == expected(&set(1)), "the last run left something behind");
}
