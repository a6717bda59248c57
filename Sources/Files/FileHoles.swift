import Glibc

extension FileReader {
    /// Whether nothing was ever written into the file: all of it is one hole, and reads as zeros.
    ///
    /// `false` where the file system knows no holes, and where what was written waits in memory or stands beside the
    /// file's number: all of that is data for `lseek` (lseek(2), `SEEK_DATA`), whatever the file's blocks say. Where the
    /// next bytes are read stays as it is.
    package var isOneHole: Bool {
        guard status.size > 0 else { return false }
        let place = lseek(descriptor, 0, SEEK_CUR)
        let hasNoData = lseek(descriptor, 0, Self.seekData) < 0 && errno == ENXIO
        _ = lseek(descriptor, place, SEEK_SET)
        return hasNoData
    }

    /// `SEEK_DATA` of Linux, which is no part of POSIX.
    private static var seekData: Int32 { 3 }
}
