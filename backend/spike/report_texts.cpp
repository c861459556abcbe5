#include "backend/spike/report_texts.h"

#include "backend/issuing/verdict.h"

#include <algorithm>
#include <array>

namespace firstcome::spike {

namespace {

struct Text
{
    std::string_view english, korean;
};

struct SayText
{
    Say what;
    Text text;
};

constexpr std::array<SayText, kSayCount> kTexts{{
    {Say::Title, {"Spike test {0}, {1}", "스파이크 테스트 {0}, {1}"}},
    {Say::PassedRehearsal,
     {"Passed: {0} of {1} issued, nobody has two, nothing beyond the stock, and every threshold held.",
      "통과: 재고 {1}장 가운데 {0}장을 발급했고, 두 번 받은 사람과 초과 발급이 없으며, 모든 기준을 "
      "지켰습니다."}},
    {Say::PassedRun,
     {"Passed: every threshold held over {0} requests.", "통과: 요청 {0}건에서 모든 기준을 지켰습니다."}},
    {Say::ThresholdsCrossed,
     {"Not passed: {0} of {1} thresholds were crossed.", "불합격: 기준 {1}개 가운데 {0}개를 벗어났습니다."}},
    {Say::AuditViolated,
     {"Not passed: the exact audit does not add up.", "불합격: 정밀 정합성 검사가 맞지 않습니다."}},
    {Say::GeneratorLimited,
     {"Not valid: the load generator reached its own limit, so these figures say little about the server.",
      "무효: 부하 생성기가 먼저 한계에 이르러, 이 수치로는 서버를 판단할 수 없습니다."}},
    {Say::Aborted,
     {"Not valid: the run was stopped before its end.", "무효: 테스트가 끝나기 전에 중지되었습니다."}},
    {Say::NotMeasured,
     {"Not valid: the run did not get an answer to measure.", "무효: 측정할 응답을 받지 못했습니다."}},
    {Say::Failed, {"Not passed: the run ended with an error.", "불합격: 테스트가 오류로 끝났습니다."}},
    {Say::Thresholds, {"Thresholds", "기준"}},
    {Say::Metric, {"Metric", "지표"}},
    {Say::Condition, {"Condition", "조건"}},
    {Say::Measured, {"Measured", "측정값"}},
    {Say::Absent, {"not measured", "측정 안 됨"}},
    {Say::Proof, {"Proof", "증명"}},
    {Say::NothingLost, {"Nothing lost, nothing twice", "유실도 중복도 없습니다"}},
    {Say::BalancedSoFar, {"Balanced so far", "지금까지 일치"}},
    {Say::DoesNotAddUp, {"Does not add up", "합계가 맞지 않습니다"}},
    {Say::TermsMiss, {"The terms differ from the total by {0}.", "항목의 합이 총재고와 {0}만큼 다릅니다."}},
    {Say::NoProof,
     {"This run went to a real event, which is audited when it is paused or closed.",
      "실제 이벤트에 대한 테스트이며, 정합성 검사는 그 이벤트를 일시정지하거나 종료할 때 합니다."}},
    {Say::NotAudited, {"This rehearsal ended before its audit.", "정합성 검사 전에 끝난 리허설입니다."}},
    {Say::Issued, {"Issued of stock", "재고 중 발급"}},
    {Say::IssuedOfStock, {"{0} of {1}", "{1} 중 {0}"}},
    {Say::DuplicatePeople, {"People with two", "두 번 받은 사람"}},
    {Say::OversoldSlots, {"Beyond the stock", "초과 발급"}},
    {Say::SavedAfter, {"Everything saved after", "모두 저장되기까지"}},
    {Say::Seconds, {"{0} s", "{0}초"}},
    {Say::Total, {"total", "총재고"}},
    {Say::Remaining, {"remaining", "남음"}},
    {Say::Outbox, {"outbox", "전송 대기"}},
    {Say::Unconsumed, {"unconsumed", "미소비"}},
    {Say::Ledger, {"ledger", "원장"}},
    {Say::DeadLetters, {"dead letters", "처리 실패"}},
    {Say::Voided, {"voided", "무효 순번"}},
    {Say::Difference, {"Difference", "차이"}},
    {Say::Slot, {"Slot", "순번"}},
    {Say::InStore, {"In the store", "스토어"}},
    {Say::InLedger, {"In the ledger", "원장"}},
    {Say::Validity, {"Validity", "유효성"}},
    {Say::Valid, {"The measurement is valid", "유효한 측정입니다"}},
    {Say::Limited, {"Limited by the generator", "부하 생성기가 한계에 이르렀습니다"}},
    {Say::Invalid, {"The measurement is not valid", "유효하지 않은 측정입니다"}},
    {Say::GeneratorCpu, {"Generator CPU, of one core", "생성기 CPU (코어 1개 기준)"}},
    {Say::DroppedArrivals, {"Dropped arrivals", "버려진 도착"}},
    {Say::SchedulerLate, {"Scheduler late, p99", "스케줄러 지연 p99"}},
    {Say::Latency, {"Latency", "응답 시간"}},
    {Say::Average, {"avg", "평균"}},
    {Say::Maximum, {"max", "최대"}},
    {Say::FromClient, {"From the client", "클라이언트 기준"}},
    {Say::FromDue, {"From the due time", "예정 시각 기준"}},
    {Say::Blocked, {"blocked", "시작 대기"}},
    {Say::Connecting, {"connecting", "연결"}},
    {Say::Sending, {"sending", "전송"}},
    {Say::Waiting, {"waiting", "응답 대기"}},
    {Say::Receiving, {"receiving", "수신"}},
    {Say::InsideServer, {"Inside the server", "서버 안"}},
    {Say::AcceptedToSaved, {"From accepted to confirmed", "발급부터 저장 확인까지"}},
    {Say::Parse, {"parse", "해석"}},
    {Say::Admission, {"admission", "유입 제어"}},
    {Say::StoreWait, {"store wait", "스토어 대기"}},
    {Say::Commit, {"commit", "커밋"}},
    {Say::Reply, {"reply", "응답"}},
    {Say::Answers, {"Answers", "응답"}},
    {Say::Verdict, {"Verdict", "판정"}},
    {Say::Count, {"Count", "건수"}},
    {Say::Share, {"Share", "비율"}},
    {Say::RequestsPerSecond, {"Requests per second", "초당 요청"}},
    {Say::NotOpenOrClosed, {"not open, paused, closed", "오픈 전, 일시정지, 종료"}},
    {Say::UnknownIds, {"unknown event or person", "없는 이벤트 또는 참여자"}},
    {Say::FailedAnswers, {"failed", "실패"}},
    {Say::ClientLatency, {"Latency seen by clients", "클라이언트가 본 응답 시간"}},
    {Say::Users, {"Virtual users", "가상 사용자"}},
    {Say::InFlight, {"In flight", "처리 중인 요청"}},
    {Say::Planned, {"planned", "계획"}},
    {Say::Timeline, {"Timeline", "타임라인"}},
    {Say::Environment, {"Environment and build", "환경과 빌드"}},
    {Say::Scenario, {"Scenario", "시나리오"}},
    {Say::Started, {"Started", "시작"}},
    {Say::Duration, {"Duration", "길이"}},
    {Say::Target, {"Target", "대상"}},
    {Say::Event, {"Event", "이벤트"}},
    {Say::Requests, {"Requests", "요청"}},
    {Say::MeanRate, {"Mean rate", "평균 초당 요청"}},
    {Say::Build, {"Build", "빌드"}},
    {Say::Cores, {"Cores", "코어"}},
    {Say::Kind, {"Kind", "종류"}},
    {Say::Rehearsal, {"Rehearsal on a shadow event", "그림자 이벤트 리허설"}},
    {Say::RealEvent, {"Run at a real event", "실제 이벤트 테스트"}},
    {Say::RunId, {"Run", "실행 ID"}},
    {Say::LongestStall, {"Longest stall of the window", "창이 멈춘 최장 시간"}},
    {Say::TickCpu, {"CPU of a tick, p50, p99, max", "화면 갱신 CPU p50, p99, 최대"}},
    {Say::SkippedTicks, {"Skipped ticks", "건너뛴 갱신"}},
}};

constexpr bool isComplete()
{
    for (std::size_t i = 0; i < kTexts.size(); ++i)
        if (static_cast<std::size_t>(kTexts[i].what) != i || kTexts[i].text.english.empty() ||
            kTexts[i].text.korean.empty())
            return false;
    return true;
}
static_assert(isComplete(), "the table follows the order of Say and leaves none out");

constexpr std::array<Text, issuing::kVerdictCount + 1> kVerdictTexts{{
    {"accepted", "발급"},
    {"duplicate", "중복"},
    {"sold out", "소진"},
    {"not open", "오픈 전"},
    {"paused", "일시정지"},
    {"closed", "종료"},
    {"unknown event", "없는 이벤트"},
    {"unknown person", "없는 참여자"},
    {"throttled", "요청 제한"},
    {"unavailable", "처리 불가"},
    {"no or broken reply", "응답 없음 또는 깨진 응답"},
}};

constexpr std::array<Text, 7> kFindingTexts{{
    {"slot above the total", "총재고를 넘는 순번"},
    {"one person, two slots", "한 사람에게 두 순번"},
    {"slot that nobody has", "받은 사람이 없는 순번"},
    {"in the store, not in the ledger", "스토어에만 있음"},
    {"in the ledger, not in the store", "원장에만 있음"},
    {"same slot, another person", "같은 순번, 다른 사람"},
    {"dead letter left", "남은 처리 실패 기록"},
}};

struct CodeText
{
    std::string_view code;
    Text text;
};

constexpr std::array<CodeText, 9> kReasonTexts{{
    {"no_requests", {"No request was made.", "보낸 요청이 없습니다."}},
    {"no_replies", {"No request got a whole reply.", "온전한 응답을 받은 요청이 없습니다."}},
    {"aborted", {"The run was stopped before its end.", "테스트가 끝나기 전에 중지되었습니다."}},
    {"record_failed", {"The record of calls could not be written.", "호출 기록을 쓰지 못했습니다."}},
    {"generator_cpu",
     {"The generator used {0}{1} of a core in its busiest seconds.",
      "가장 바쁠 때 생성기가 코어 하나의 {0}{1}를 썼습니다."}},
    {"scheduler_late",
     {"One wake-up of a hundred came {0}{1} late or more.",
      "예약된 동작 100번 가운데 1번은 {0}{1} 이상 늦었습니다."}},
    {"dropped_arrivals",
     {"{0} arrivals found no free connection and were dropped.",
      "빈 연결이 없어 버려진 도착이 {0}건입니다."}},
    {"open_files",
     {"{0} files may be open; the scenario needs {1}.",
      "열 수 있는 파일은 {0}개인데, 시나리오에는 {1}개가 필요합니다."}},
    {"local_ports",
     {"{0} connections found no free local port.", "빈 로컬 포트가 없어 실패한 연결이 {0}건입니다."}},
}};

constexpr std::array<CodeText, 30> kTimelineTexts{{
    {"created", {"Created with a stock of {0}", "재고 {0}장으로 만듦"}},
    {"edited", {"Stock set to {0}", "재고를 {0}장으로 정함"}},
    {"deleted", {"Deleted", "삭제"}},
    {"armed", {"Armed", "준비됨"}},
    {"disarmed", {"Disarmed", "준비 해제"}},
    {"held", {"Countdown held", "카운트다운 보류"}},
    {"held_by_no_go", {"Countdown held by no-go", "출발 점검 때문에 카운트다운 보류"}},
    {"countdown_resumed", {"Countdown resumed", "카운트다운 재개"}},
    {"countdown_10s", {"Countdown: 10 s", "카운트다운 10초"}},
    {"opened", {"Opened by hand", "직접 오픈"}},
    {"opened_on_schedule", {"Opened on schedule", "예약 시각에 오픈"}},
    {"sold_out", {"Sold out", "소진"}},
    {"paused", {"Paused", "일시정지"}},
    {"resumed", {"Resumed", "재개"}},
    {"closing", {"Closing by hand", "직접 종료 시작"}},
    {"closing_on_schedule", {"Closing on schedule", "예약 시각에 종료 시작"}},
    {"closed", {"Closed: nothing lost, nothing twice", "종료: 유실도 중복도 없음"}},
    {"closed_unopened", {"Closed without having opened", "오픈하지 않고 종료"}},
    {"stock_corrected", {"Stock corrected to {0}", "재고를 {0}장으로 정정"}},
    {"waived", {"No-go waived", "출발 점검 면제"}},
    {"waiver_withdrawn", {"Waiver withdrawn", "면제 취소"}},
    {"audited", {"Audited", "정합성 검사"}},
    {"audit_differs", {"Audit: {0} differences", "정합성 검사: 차이 {0}건"}},
    {"dead_letter",
     {"An issue could not be saved and is a dead letter", "저장하지 못한 발급이 처리 실패로 남음"}},
    {"dead_letters",
     {"{2} issues could not be saved and are dead letters", "저장하지 못한 발급 {2}건이 처리 실패로 남음"}},
    {"unidentified_record",
     {"The log has a record that names no event", "로그에 어느 이벤트인지 알 수 없는 기록이 있음"}},
    {"dead_letters_replayed", {"Dead letters replayed", "처리 실패 기록을 다시 처리"}},
    {"lag_warning", {"Not yet saved: above {0}", "미저장: {0}건 초과"}},
    {"lag_critical", {"Not yet saved: above {0}", "미저장: {0}건 초과"}},
    {"lag_recovered", {"Not yet saved: below {0} again", "미저장: 다시 {0}건 아래"}},
}};

std::string_view in(const Text& text, ReportLanguage language)
{
    return language == ReportLanguage::Korean ? text.korean : text.english;
}

std::string filled(std::string_view text, const std::vector<std::string>& arguments)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool place = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
        const auto which = place ? static_cast<std::size_t>(text[i + 1] - '0') : arguments.size();
        if (!place) {
            out += text[i];
            continue;
        }
        if (which < arguments.size())
            out += arguments[which];
        i += 2;
    }
    return out;
}

template <std::size_t N>
const CodeText* findCode(const std::array<CodeText, N>& texts, std::string_view code)
{
    for (const auto& each : texts)
        if (each.code == code)
            return &each;
    return nullptr;
}

} // namespace

std::string say(Say what, ReportLanguage language, const std::vector<std::string>& arguments)
{
    return filled(in(kTexts[static_cast<std::size_t>(what)].text, language), arguments);
}

std::string verdictWord(std::size_t index, ReportLanguage language)
{
    return std::string(in(kVerdictTexts[index], language));
}

std::string findingWord(issuing::Finding finding, ReportLanguage language)
{
    return std::string(in(kFindingTexts[static_cast<std::size_t>(finding)], language));
}

std::string reasonSentence(std::string_view reason, ReportLanguage language)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= reason.size();) {
        const auto end = std::min(reason.find(' ', begin), reason.size());
        words.emplace_back(reason.substr(begin, end - begin));
        begin = end + 1;
    }
    const auto* known = findCode(kReasonTexts, words.front());
    if (!known)
        return std::string(reason);
    words.erase(words.begin());
    if (words.size() == 2 && (words[1] == "%" || words[1] == "ms"))
        words[1] = "\u00a0" + words[1];
    return filled(in(known->text, language), words);
}

std::string timelineSentence(std::string_view code, const std::vector<std::string>& arguments,
                             ReportLanguage language)
{
    const auto* known = findCode(kTimelineTexts, code);
    return known ? filled(in(known->text, language), arguments) : std::string(code);
}

} // namespace firstcome::spike
