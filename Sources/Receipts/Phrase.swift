/// Everything that receipts say without counting, in English: the closed list that every language translates.
///
/// The English text is the key of a translation (gettext's way). `{0}`, `{1}` … stand for facts.
package enum Phrase: String, CaseIterable, Sendable {
    // The answer to "did it work?"
    case nothingNew = "All is well: everything in this file was here already, so nothing has changed."
    case someTaken = "Partly. Records taken: {0} of {1}."
    case noneTaken = "Not yet: no record of this file could be taken."
    case noRecords = "This file has no records in it."
    case inPart = "Only in part: the file is damaged, and it was read up to that place."
    case notAllParts = "Partly: not everything in this archive was taken."
    case eachPart = "What became of each file stands under “What is in the archive”."
    case refused = "No, this file could not be read."
    case held = "Not yet: somebody from the project will look at this file first. You need not do anything."
    case repeats = "All is well: the very same file came before, as {0} (submission {1}). Nothing has changed."
    case rejected = "The project has decided not to take this file: nothing of it is in the dataset."
    case revoked = "This file was taken out again: nothing of it is in the dataset."
    case askProject = "If this seems wrong to you, ask the project. A mended file is welcome."
    case thanks = "Thank you for your contribution!"
    case thanksForTrying = "Thank you for sending it. With a small repair it will be part of the data."
    case whatIsWrong = "What is wrong: {0}."
    case whyHeld = "Why: {0}."
    case whatToDo = "What to do: {0}"

    // The counts
    case counts = "What became of the records"
    case countsIfHeld = "What would become of the records"
    case accepted = "New records taken"
    case corrections = "Corrections of earlier records"
    case duplicates = "Already there"
    case withdrawals = "Taken back at your wish"
    case quarantined = "Waiting to be mended"
    case settled = "Mended or sent again since"
    case inAll = "Records in the file"
    case inAllRead = "Records that could be read"
    case inAllParts = "Records in the files that were taken"

    // What to mend
    case mend = "What to mend"
    case mendFile =
        "The file {0} holds just these rows. Correct them there and put it into the drop folder: it replaces them, and nothing else."
    case mendHere = "Correct these rows in your file, and put it into the drop folder once more."
    case look = "Worth a look"
    case lookIntroduction = "These records were taken. You need not do anything, unless something is wrong."
    case good = "Good to know"
    case row = "Row"
    case record = "Record"
    case column = "Column"
    case written = "As written"
    case message = "What is wrong, and what to do"
    case remark = "Remark"
    case wholeRecord = "the whole row"
    case emptyValue = "(empty)"
    case rowNumber = "Row {0}"
    case recordNumber = "Record {0}"
    case columnName = "column {0}"
    case inFile = "in {0}"

    // Earlier sends
    case earlier = "What you had sent before"
    case earlierFile = "Earlier file"
    case corrected = "Corrected"
    case unchanged = "Unchanged"
    case withdrawn = "Taken back"
    case submissionNumber = "Submission {0}"

    // How it was read
    case reading = "How the file was read"
    case decision = "What"
    case value = "Read as"
    case reason = "Why"
    case unusedColumns = "The project does not use these columns of your file: {0}."
    case missingColumns = "The project knows these columns, and your file does not have them: {0}."

    // Parts of an archive
    case parts = "What is in the archive"
    case partFile = "File"
    case partRecords = "Records"
    case partRead = "read"
    case partUnused = "The project does not use files of this kind."

    // How values were understood
    case notes = "How values were understood"
    case notesIntroduction =
        "Nothing is changed silently. This is how values were read that can be written in several ways."
    case count = "Values"
    case example = "The first of them"

    // Since then
    case addenda = "Since then"
    case before = "Before"
    case after = "Now"

    // The file itself
    case file = "About this file"
    case fileName = "File name"
    case sentBy = "Sent by"
    case arrived = "Arrived"
    case instant = "{0}, {1} UTC"
    case size = "Size"
    case checksum = "Checksum (SHA-256)"
    case keepReceipt = "Your file is kept byte for byte. With its checksum you can prove that it is the one you sent."
    case receiptFor = "Receipt for {0}"

    // The page of a contributor
    case yourContributions = "Your contributions"
    case contributionsOf = "Contributions of {0}"
    case yourFiles = "Your files"
    case noFiles =
        "Nothing has arrived yet. Your first receipt will be here soon after you put a file into the drop folder."
    case thankYou = "Thank you!"
    case inVersion = "That is version {0} of the dataset. Everybody can use it, and cite it."
    case notPublished = "Your records will be in the next version that is published."
    case status = "Result"
    case taken = "Taken"
    case takenInPart = "Taken in part"
    case toMend = "To be mended"
    case notRead = "Not read"
    case waiting = "Waiting for the project"
    case cameBefore = "Came before"
    case notTaken = "Not taken"
    case takenOut = "Taken out again"
    case empty = "No records"
    case openMendFile = "Mend file"
    case allFiles = "All files together"
    case inAllFiles = "Records in all files"
}

/// Everything that receipts say about a number of things; `{0}` is the number, written as the language writes it.
package enum CountedPhrase: String, CaseIterable, Sendable {
    // The raw value is the English plural.
    case allTaken = "Yes, it worked: all {0} records arrived, and all is well."
    case needMending = "{0} records wait for you to mend them."
    case flagged = "{0} of the records taken have a remark: see “Worth a look”."
    case dropped = "{0} records of an earlier version of this file are no longer in it, and have left the dataset."
    case bytes = "{0} bytes"
    case firstProblems = "The first {0} are told here; there are {1} in all."
    case records = "{0} records"
    case interpreted = "{0} values, the first: {1}"
    case files = "You have sent {0} files."
    case published = "{0} of your records are published."
    case decided = "Together with other volunteers you have decided {0} questions."

    /// The English for exactly one.
    package var one: String {
        switch self {
        case .allTaken: "Yes, it worked: your record arrived, and all is well."
        case .needMending: "{0} record waits for you to mend it."
        case .flagged: "{0} of the records taken has a remark: see “Worth a look”."
        case .dropped: "{0} record of an earlier version of this file is no longer in it, and has left the dataset."
        case .bytes: "{0} byte"
        case .firstProblems: "The first one is told here; there are {1} in all."
        case .records: "{0} record"
        case .interpreted: "{0} value: {1}"
        case .files: "You have sent {0} file."
        case .published: "{0} of your records is published."
        case .decided: "Together with other volunteers you have decided {0} question."
        }
    }

    /// The English for any other number.
    package var other: String { rawValue }
}
