//! What the standard library does not say in one word about files, modes and owners. On systems without modes, what is
//! about modes does nothing.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Files;

/// What a file holds; nothing where there is no file.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::new(ErrorKind::AlreadyExists, "this is no plain file: it is in the way")),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A new file with these bytes, which only its owner may read if they are secret.
pub(super) fn write(path: &Path, bytes: &[u8], secret: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if secret { 0o600 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = secret;
    options.open(path)?.write_all(bytes)
}

/// A path below a folder as it stands in a manifest.
pub(super) fn text(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// All that is no folder, in all depths.
pub(super) fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Removes a folder with all it holds, if it is there.
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Takes from everybody but the owner what they may do with a secret file.
pub(super) fn protect(path: &Path, secret: bool) -> io::Result<()> {
    if secret { restrict(path, 0o600) } else { Ok(()) }
}

/// Only their owner may enter the folders that hold secret files; what is below them is as closed then.
pub(super) fn close_secret_folders(root: &Path, files: &Files) -> io::Result<()> {
    let secrets = files.iter().filter(|(_, file)| file.secret);
    let folders: BTreeSet<&Path> = secrets.filter_map(|(path, _)| Path::new(path).parent()).collect();
    folders.iter().filter(|folder| **folder != Path::new("")).try_for_each(|folder| restrict(&root.join(folder), 0o700))
}

/// The mode of a folder that is there; otherwise that of a new one, closed if it holds secrets itself.
pub(super) fn copy_folder_mode(old: &Path, new: &Path, files: &Files) -> io::Result<()> {
    let holds_secret = files.iter().any(|(path, file)| file.secret && !path.contains('/'));
    match fs::metadata(old) {
        Ok(metadata) => {
            fs::set_permissions(new, metadata.permissions())?;
            keep_owner(new, old);
        }
        Err(_) if !holds_secret => widen(new)?,
        Err(_) => {}
    }
    if holds_secret { restrict(new, 0o700) } else { Ok(()) }
}

/// A new folder.
pub(super) fn create_folder(path: &Path, closed: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, if closed { 0o700 } else { 0o755 });
    #[cfg(not(unix))]
    let _ = closed;
    builder.create(path)
}

#[cfg(unix)]
fn restrict(path: &Path, most: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o777 & !most == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode & most))
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn widen(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755))
}

#[cfg(not(unix))]
fn widen(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Only root may give files away; for others they stay in their group, if they are in it.
pub(super) fn keep_owner(new: &Path, old: &Path) {
    if let Ok(metadata) = old.metadata() {
        crate::write::keep_owner(new, &metadata);
    }
}

/// Whether both names stand for one file.
#[cfg(unix)]
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.symlink_metadata().map(|metadata| (metadata.dev(), metadata.ino()));
    matches!((id(one), id(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
pub(super) fn same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Waits until no other natsconf holds the folder. The lock ends with the file, or with the process.
pub(super) fn lock(folder: &Path) -> io::Result<File> {
    let file = File::open(folder)?;
    file.lock()?;
    Ok(file)
}

/// Lets two folders change places.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// How many files are brought to disk one by one. For thousands, one call for the whole file system is quicker; for a
/// few it is slower, since it also waits for what other programs write.
const FEW: usize = 200;

/// Brings all that is below a folder to disk.
pub(crate) fn sync_all(folder: &Path) -> io::Result<()> {
    let files = files_below(folder)?;
    if files.len() > FEW && sync_file_system(folder).is_ok() {
        return Ok(());
    }
    files.iter().filter(|path| path.is_file()).try_for_each(|path| File::open(path)?.sync_all())
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Brings the names in a folder to disk, where that is possible.
pub(super) fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
