# Reads ctest's LastTest.log; counts single test cases (GoogleTest and Qt Test), not programs. Prints why each
# skipped case was skipped, and writes "passed failed skipped" to the file named by `counts`. A program that
# failed with no failed case of its own (crash, timeout, leak, race) counts as one failure; a program that is no
# test framework's counts as one test.

function startProgram() { cases = 0; bad = 0; inOutput = 0; reason = "" }

/^[0-9]+\/[0-9]+ Test: /    { program = $3; startProgram() }
/^Output:$/                 { inOutput = 1 }
/^<end of output>$/         { inOutput = 0 }

# GoogleTest ends each case with its duration; the lists at the end have none.
inOutput && /^\[ RUN      \]/                      { reason = "" ; next }
inOutput && /^\[       OK \] .*\([0-9]+ ms\)$/     { ++passed; ++cases; next }
inOutput && /^\[  FAILED  \] .*\([0-9]+ ms\)$/     { ++failed; ++cases; ++bad; next }
inOutput && /^\[  SKIPPED \] .*\([0-9]+ ms\)$/ {
    ++skipped; ++cases
    printf "skipped: %s %s: %s\n", program, $4, reason
    next
}
# Qt Test sums up each class in one line.
inOutput && /^SKIP   : /                           { printf "skipped: %s %s\n", program, substr($0, 10); next }
inOutput && /^Totals: [0-9]+ passed/ {
    passed += $2; failed += $4; skipped += $6
    cases += $2 + $4 + $6; bad += $4
    next
}
inOutput && !/: Skipped$/                          { reason = reason == "" ? $0 : reason " " $0 }

/^Test Passed\.$/           { if (cases == 0) ++passed }
/^Test (Failed|Timeout|timeout)/ || /^Test (not run|Not Run)/ || /^Test .*(Exception|Timeout)/ {
    if (bad == 0) ++failed
}
/^Test Skipped/ || /^Test: Skipped/ { if (cases == 0) { ++skipped; printf "skipped: %s\n", program } }

END { printf "%d %d %d\n", passed, failed, skipped > counts }
