#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the program with a code for the shell.
func exit(code: Int32) -> Never { exit(code) }
