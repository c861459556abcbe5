<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>EventWords</name>
    <message>
        <source>draft</source>
        <translation>초안</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>open</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>저장 중</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>준비</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>준비 해제</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>the countdown</comment>
        <translation>재개</translation>
    </message>
    <message>
        <source>Open now…</source>
        <translation>지금 오픈…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>a paused event</comment>
        <translation>재개</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>종료…</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>준비 완료</translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation>준비 해제됨</translation>
    </message>
    <message>
        <source>Countdown held</source>
        <translation>카운트다운 보류</translation>
    </message>
    <message>
        <source>Countdown resumed</source>
        <translation>카운트다운 재개</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>오픈</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지됨</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>재개됨</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>종료 중</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료됨</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>발급</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>sold out</source>
        <translation>소진</translation>
    </message>
    <message>
        <source>not open</source>
        <translation>오픈 전</translation>
    </message>
    <message>
        <source>unknown event</source>
        <translation>없는 이벤트</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>없는 참여자</translation>
    </message>
    <message>
        <source>throttled</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>불가</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>remaining</source>
        <translation>잔여</translation>
    </message>
    <message>
        <source>outbox</source>
        <translation>전송 대기</translation>
    </message>
    <message>
        <source>unconsumed</source>
        <translation>미소비</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1&#xa0;s ago</source>
        <translation>%1초 전</translation>
    </message>
    <message>
        <source>%1&#xa0;min ago</source>
        <translation>%1분 전</translation>
    </message>
    <message>
        <source>%1&#xa0;h ago</source>
        <translation>%1시간 전</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1&#xa0;min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1&#xa0;h</source>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>%1&#xa0;d</source>
        <translation>%1일</translation>
    </message>
    <message>
        <source>%1&#xa0;d ago</source>
        <translation>%1일 전</translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>Nobody gets a coupon now: attempts are answered 503 and can be sent again. Coupons already shown as accepted are safe.</source>
        <translation>지금은 아무도 쿠폰을 받지 못합니다. 시도에는 503으로 답하며 다시 보낼 수 있습니다. 이미 발급으로 안내된 쿠폰은 안전합니다.</translation>
    </message>
    <message>
        <source>Coupons are still issued and safe in the store; they are saved to the ledger later.</source>
        <translation>쿠폰은 계속 발급되어 저장소에 안전하게 있으며, 원장에는 나중에 저장됩니다.</translation>
    </message>
    <message>
        <source>Nobody can reach the event. Coupons already shown as accepted are safe.</source>
        <translation>아무도 이벤트에 접속할 수 없습니다. 이미 발급으로 안내된 쿠폰은 안전합니다.</translation>
    </message>
    <message>
        <source>%1: the disk is full.</source>
        <translation>%1: 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>%1: the disk can only be read.</source>
        <translation>%1: 디스크가 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>%1: the disk reports an error.</source>
        <translation>%1: 디스크 오류가 보고되었습니다.</translation>
    </message>
    <message>
        <source>%1: the stored data is damaged.</source>
        <translation>%1: 저장된 데이터가 손상되었습니다.</translation>
    </message>
    <message>
        <source>%1: it cannot be opened.</source>
        <translation>%1: 열 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: another program keeps it locked.</source>
        <translation>%1: 다른 프로그램이 잠그고 있습니다.</translation>
    </message>
    <message>
        <source>%1: the port is taken by another program.</source>
        <translation>%1: 다른 프로그램이 포트를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>%1: saving falls behind.</source>
        <translation>%1: 저장이 밀리고 있습니다.</translation>
    </message>
    <message>
        <source>%1: it is getting ready.</source>
        <translation>%1: 준비하는 중입니다.</translation>
    </message>
    <message>
        <source>%1: it does not answer.</source>
        <translation>%1: 응답이 없습니다.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Free some space; service returns by itself.</source>
        <translation>공간을 확보하세요. 서비스는 저절로 돌아옵니다.</translation>
    </message>
    <message>
        <source>Check the disk of the data directory; service returns by itself.</source>
        <translation>데이터 폴더의 디스크를 확인하세요. 서비스는 저절로 돌아옵니다.</translation>
    </message>
    <message>
        <source>Keep the data directory as it is and restore it from a copy.</source>
        <translation>데이터 폴더를 그대로 두고 사본에서 복원하세요.</translation>
    </message>
    <message>
        <source>End the other program or choose another port in Settings.</source>
        <translation>다른 프로그램을 끝내거나 설정에서 다른 포트를 고르세요.</translation>
    </message>
    <message>
        <source>End the other program that uses the data directory.</source>
        <translation>데이터 폴더를 쓰는 다른 프로그램을 끝내세요.</translation>
    </message>
    <message>
        <source>Nothing need be done while it shrinks; watch &quot;Accepted, not yet saved&quot;.</source>
        <translation>줄어드는 동안은 할 일이 없습니다. “발급됐지만 미저장”을 지켜보세요.</translation>
    </message>
    <message>
        <source>Wait; it goes on by itself.</source>
        <translation>기다리면 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>It is tried again by itself; the log in the data directory says more.</source>
        <translation>저절로 다시 시도합니다. 자세한 내용은 데이터 폴더의 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Not done: the event has changed since you looked. Look again.</source>
        <translation>실행하지 않음: 그사이 이벤트가 바뀌었습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Not done: that is not possible in the present state.</source>
        <translation>실행하지 않음: 지금 상태에서는 할 수 없습니다.</translation>
    </message>
    <message>
        <source>Not done: a go/no-go line forbids it.</source>
        <translation>실행하지 않음: 출발 점검 항목이 막고 있습니다.</translation>
    </message>
    <message>
        <source>Not done: there is no such event any more.</source>
        <translation>실행하지 않음: 이 이벤트는 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>Not saved: an event with this coupon ID exists already.</source>
        <translation>저장하지 않음: 같은 쿠폰 ID의 이벤트가 이미 있습니다.</translation>
    </message>
    <message>
        <source>Not armed: the opening time has passed. Edit the event first.</source>
        <translation>준비하지 않음: 오픈 시각이 지났습니다. 먼저 이벤트를 고치세요.</translation>
    </message>
    <message>
        <source>Not armed: the closing time has passed. Edit the event first.</source>
        <translation>준비하지 않음: 종료 시각이 지났습니다. 먼저 이벤트를 고치세요.</translation>
    </message>
    <message>
        <source>Not done: more coupons than that are issued already.</source>
        <translation>실행하지 않음: 이미 그보다 많이 발급되었습니다.</translation>
    </message>
    <message>
        <source>Not done: the stock must be between 1 and 100,000,000.</source>
        <translation>실행하지 않음: 재고는 1에서 100,000,000 사이여야 합니다.</translation>
    </message>
    <message>
        <source>Not done: the reason must have 1 to 300 bytes.</source>
        <translation>실행하지 않음: 사유는 1에서 300바이트여야 합니다.</translation>
    </message>
    <message>
        <source>Not added: the prefix must begin with a letter or digit and have only letters, digits, dot, underscore or hyphen.</source>
        <translation>추가하지 않음: 접두어는 영문자나 숫자로 시작하고 영문자, 숫자, 점, 밑줄, 붙임표만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Not added: the number must be between 1 and 5,000,000.</source>
        <translation>추가하지 않음: 수는 1에서 5,000,000 사이여야 합니다.</translation>
    </message>
    <message>
        <source>Not armed: not everybody on the list could be loaded. Try again.</source>
        <translation>준비하지 않음: 대상자를 모두 불러오지 못했습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB.</source>
        <translation>파일이 64 MB보다 큽니다.</translation>
    </message>
    <message>
        <source>Not done: the store does not answer. Nothing was changed.</source>
        <translation>실행하지 않음: 저장소가 응답하지 않습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Not done: the directory of events does not answer. Nothing was changed.</source>
        <translation>실행하지 않음: 이벤트 목록이 응답하지 않습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Not done: the disk is full. Nothing was changed.</source>
        <translation>실행하지 않음: 디스크가 가득 찼습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Not audited: not everything is saved yet.</source>
        <translation>검사하지 않음: 아직 모두 저장되지 않았습니다.</translation>
    </message>
    <message>
        <source>Not started: another run is under way.</source>
        <translation>시작하지 않음: 다른 테스트가 진행 중입니다.</translation>
    </message>
    <message>
        <source>Not done (%1).</source>
        <translation>실행하지 않음 (%1).</translation>
    </message>
    <message>
        <source>Not done (%1): %2</source>
        <translation>실행하지 않음 (%1): %2</translation>
    </message>
</context>
<context>
    <name>firstcome::charts::Chart</name>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, now: %2</source>
        <translation>%1, 현재: %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>PNG로 저장…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>CSV로 저장…</translation>
    </message>
    <message>
        <source>30 s</source>
        <translation>30초</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2분</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10분</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1에 저장함</translation>
    </message>
    <message>
        <source>Could not write %1</source>
        <translation>%1에 쓸 수 없음</translation>
    </message>
</context>
<context>
    <name>firstcome::charts::ChartGroup</name>
    <message>
        <source>at %1&#xa0;s</source>
        <comment>seconds from T0</comment>
        <translation>%1초 시점</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>a time of day</comment>
        <translation>%1 시점</translation>
    </message>
</context>
<context>
    <name>firstcome::charts::ChartTable</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
</context>
<context>
    <name>firstcome::charts::WindowBar</name>
    <message>
        <source>30 s</source>
        <translation>30초</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2분</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10분</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Time shown by the charts</source>
        <translation>차트에 보이는 시간</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>백엔드</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로필</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Set in the configuration file or with --port; they take effect at the next start.</source>
        <translation>설정 파일이나 --port로 정하며 다음 시작부터 적용됩니다.</translation>
    </message>
    <message>
        <source>not bound</source>
        <translation>열리지 않음</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Window, columns and charts</source>
        <translation>창, 열, 차트</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>배치 초기화</translation>
    </message>
    <message>
        <source>About this console</source>
        <translation>이 콘솔 정보</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>CPU a tick, p50</source>
        <translation>틱당 CPU, p50</translation>
    </message>
    <message>
        <source>CPU a tick, p99</source>
        <translation>틱당 CPU, p99</translation>
    </message>
    <message>
        <source>CPU a tick, highest</source>
        <translation>틱당 CPU, 최대</translation>
    </message>
    <message>
        <source>Longest stall of the window</source>
        <translation>창이 가장 오래 멈춘 시간</translation>
    </message>
    <message>
        <source>Ticks skipped</source>
        <translation>건너뛴 틱</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::DataTable</name>
    <message>
        <source>Copy as table</source>
        <translation>표로 복사</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::SidePanel</name>
    <message>
        <source>Close the panel</source>
        <translation>패널 닫기</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::StateMark</name>
    <message>
        <source>fine</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>위험</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::Toast</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::ToastBar</name>
    <message>
        <source>Notices</source>
        <translation>알림</translation>
    </message>
</context>
<context>
    <name>firstcome::parts::TypeToConfirm</name>
    <message>
        <source>Type %1 to go on</source>
        <translation>계속하려면 %1 입력</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>firstcome::shell::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>하는 일</translation>
    </message>
</context>
<context>
    <name>firstcome::shell::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation>%1(으)로 가기</translation>
    </message>
    <message>
        <source>List the keys</source>
        <translation>단축키 목록</translation>
    </message>
    <message>
        <source>Undo the newest act, while it is offered</source>
        <translation>가장 최근 동작 취소 (안내되는 동안)</translation>
    </message>
    <message>
        <source>← →</source>
        <translation>← →</translation>
    </message>
    <message>
        <source>Move the crosshair of the focused chart; with Shift by ten</source>
        <translation>선택한 차트의 십자선 옮기기, Shift와 함께 10칸</translation>
    </message>
    <message>
        <source>Let the charts follow again</source>
        <translation>차트를 다시 실시간으로</translation>
    </message>
    <message>
        <source>Close a panel, a list, or the pinned read-out</source>
        <translation>패널, 목록, 고정한 값 닫기</translation>
    </message>
</context>
<context>
    <name>firstcome::shell::Rail</name>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
</context>
<context>
    <name>firstcome::shell::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로필</translation>
    </message>
    <message>
        <source>%1 :%2</source>
        <translation>%1 :%2</translation>
    </message>
    <message>
        <source>Rehearsal: %1</source>
        <translation>리허설: %1</translation>
    </message>
    <message>
        <source>SHADOW</source>
        <translation>리허설용</translation>
    </message>
    <message>
        <source>A rehearsal: real events are not touched</source>
        <translation>리허설입니다. 실제 이벤트는 건드리지 않습니다</translation>
    </message>
    <message>
        <source>RPS</source>
        <translation>RPS</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>잔여</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>미저장</translation>
    </message>
    <message>
        <source>No data for %1&#xa0;s</source>
        <translation>%1초째 데이터 없음</translation>
    </message>
    <message>
        <source>embedded</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>클러스터</translation>
    </message>
</context>
</TS>
