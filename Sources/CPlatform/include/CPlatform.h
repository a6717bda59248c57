// System calls that Swift's Glibc module lacks. Each returns -1 and sets errno where it fails.
#pragma once

/// Renames `from` to `to` and fails with EEXIST where `to` exists (renameat2, RENAME_NOREPLACE).
/// EINVAL or ENOSYS: the file system or kernel cannot do it.
int transect_rename_noreplace(const char *from, const char *to);

/// The same with names relative to two open folders.
int transect_rename_noreplace_at(int from_folder, const char *from, int to_folder, const char *to);

/// Writes everything that the file system behind `descriptor` still holds in memory to the disk (syncfs).
int transect_sync_file_system(int descriptor);

/// Opens `relative` below the directory `root` for reading, without ever following a symbolic link and without ever
/// leaving `root` (openat2). ENOSYS: the kernel cannot do it.
int transect_open_beneath(int root, const char *relative, int flags);

/// Asks the disk to begin writing what `descriptor` holds in memory, without waiting for it (sync_file_range). Makes
/// nothing durable: it only lets a later sync find most of the work done.
int transect_start_writeback(int descriptor);

/// Whether some process of this machine has the file open for writing: 1 yes, 0 no, -1 cannot be told. Asks for a read
/// lease, which the kernel refuses while there is a writer, and gives it back at once.
int transect_has_writer(int descriptor);

/// Lets the allocator keep large blocks for the next use instead of giving each back to the kernel, which would have to
/// hand out and clear the same pages again for every batch (mallopt).
void transect_keep_large_blocks(void);

/// Writes what is left of the text that was printed to standard output: 0, or why it could not all be written.
int transect_flush_output(void);

/// A descriptor that hears of changes in folders, without ever blocking (inotify).
int transect_watch_open(void);

/// Lets it hear of files in a folder that are closed after writing or moved in, and of folders that are made there.
int transect_watch_add(int watch, const char *folder);

/// Waits until `watch` (-1 for none) hears of something (1; all that it has heard is then forgotten), `stop` is readable
/// (2), or the time is over (0).
int transect_watch_wait(int watch, int stop, int milliseconds);

/// A descriptor that becomes readable when the process gets SIGTERM or SIGINT for the first time. The second time they
/// end it as usual.
int transect_catch_stop(void);
