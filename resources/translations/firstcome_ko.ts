<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>DraftWords</name>
    <message>
        <source>Please fill this in.</source>
        <translation>입력해 주세요.</translation>
    </message>
    <message>
        <source>Letters, digits, dot, underscore and hyphen only; the first a letter or digit.</source>
        <translation>영문자, 숫자, 점, 밑줄, 하이픈만 쓸 수 있고 첫 글자는 영문자나 숫자여야 합니다.</translation>
    </message>
    <message>
        <source>Another event has this coupon ID.</source>
        <translation>같은 쿠폰 ID를 쓰는 이벤트가 있습니다.</translation>
    </message>
    <message>
        <source>1 to 120 characters.</source>
        <translation>1~120자여야 합니다.</translation>
    </message>
    <message>
        <source>A whole number from 1 to 100,000,000.</source>
        <translation>1~100,000,000 사이의 정수여야 합니다.</translation>
    </message>
    <message>
        <source>There is no such time here.</source>
        <translation>이 시간대에는 없는 시각입니다.</translation>
    </message>
    <message>
        <source>That is in the past: the event could not be armed.</source>
        <translation>지난 시각입니다. 이대로는 준비할 수 없습니다.</translation>
    </message>
    <message>
        <source>It must close after it opens.</source>
        <translation>종료는 오픈보다 늦어야 합니다.</translation>
    </message>
    <message>
        <source>Nobody is in the directory yet: nobody could get a coupon.</source>
        <translation>등록된 참여자가 없어 아무도 쿠폰을 받을 수 없습니다.</translation>
    </message>
    <message>
        <source>not a participant ID</source>
        <translation>참여자 ID가 아님</translation>
    </message>
    <message>
        <source>too many columns</source>
        <translation>열이 너무 많음</translation>
    </message>
    <message>
        <source>twice in the file</source>
        <translation>파일에 두 번 있음</translation>
    </message>
</context>
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
    <message>
        <source>rehearsal</source>
        <translation>리허설</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>중지됨</translation>
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
    <name>GoWords</name>
    <message>
        <source>Store writable</source>
        <translation>저장소 쓰기</translation>
    </message>
    <message>
        <source>Stock loaded = planned</source>
        <translation>재고 = 계획</translation>
    </message>
    <message>
        <source>People loaded</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>디스크 여유</translation>
    </message>
    <message>
        <source>Consumer running</source>
        <translation>컨슈머 동작</translation>
    </message>
    <message>
        <source>Port bound</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Clock offset</source>
        <translation>시계 오차</translation>
    </message>
    <message>
        <source>Rehearsal passed</source>
        <translation>리허설 통과</translation>
    </message>
    <message>
        <source>Lag of the last run</source>
        <translation>지난 실행 미저장</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정 안 됨</translation>
    </message>
    <message>
        <source>%1 ≠ %2</source>
        <translation>%1 ≠ %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>running of expected</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>not bound</source>
        <translation>열리지 않음</translation>
    </message>
    <message>
        <source>A hard line: while it fails the countdown is held.</source>
        <translation>필수 항목: 실패하는 동안 카운트다운이 보류됩니다.</translation>
    </message>
    <message>
        <source>A soft line: it only warns.</source>
        <translation>권고 항목: 경고만 합니다.</translation>
    </message>
    <message>
        <source>A probe row is written as an attempt would be, in at most %1. %2</source>
        <translation>시도와 같은 방식으로 시험 행을 %1 안에 기록합니다. %2</translation>
    </message>
    <message>
        <source>The store holds exactly the stock that was planned. %1</source>
        <translation>저장소의 재고가 계획과 정확히 같습니다. %1</translation>
    </message>
    <message>
        <source>Everybody on the list is in the store. %1</source>
        <translation>명단의 모든 대상자가 저장소에 있습니다. %1</translation>
    </message>
    <message>
        <source>At least %1 are free where the data directory is. %2</source>
        <translation>데이터 디렉터리가 있는 디스크에 %1 이상 여유가 있습니다. %2</translation>
    </message>
    <message>
        <source>Everything that saves to the ledger is at work. %1</source>
        <translation>원장에 저장하는 모든 부분이 동작 중입니다. %1</translation>
    </message>
    <message>
        <source>People can reach the API. %1</source>
        <translation>참여자가 API에 접속할 수 있습니다. %1</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is right to %1. %2</source>
        <translation>이 컴퓨터의 시계 오차가 %1 이내입니다. %2</translation>
    </message>
    <message>
        <source>A rehearsal of this build has passed in the last day. %1</source>
        <translation>이 빌드의 리허설이 하루 안에 통과했습니다. %1</translation>
    </message>
    <message>
        <source>At most %1 were waiting to be saved in the last run. %2</source>
        <translation>지난 실행에서 미저장이 %1건 이하였습니다. %2</translation>
    </message>
    <message>
        <source>Forbidden by go/no-go: %1</source>
        <translation>출발 점검에서 막힘: %1</translation>
    </message>
    <message>
        <source>Redis evicts nothing</source>
        <translation>Redis가 키를 지우지 않음</translation>
    </message>
    <message>
        <source>Redis keeps an AOF</source>
        <translation>Redis AOF 켜짐</translation>
    </message>
    <message>
        <source>Durability as configured</source>
        <translation>설정한 내구성</translation>
    </message>
    <message>
        <source>No AOF rewrite due</source>
        <translation>AOF 재작성 없음</translation>
    </message>
    <message>
        <source>No expiry on event keys</source>
        <translation>이벤트 키 만료 없음</translation>
    </message>
    <message>
        <source>Kafka topics as needed</source>
        <translation>Kafka 토픽 설정</translation>
    </message>
    <message>
        <source>as needed</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>다름</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Redis has maxmemory-policy noeviction: it refuses to write rather than to forget a coupon. %1</source>
        <translation>Redis의 maxmemory-policy가 noeviction입니다. 쿠폰을 잊는 대신 쓰기를 거부합니다. %1</translation>
    </message>
    <message>
        <source>Redis has appendonly yes: coupons survive its end. %1</source>
        <translation>Redis가 appendonly yes입니다. Redis가 꺼져도 쿠폰이 남습니다. %1</translation>
    </message>
    <message>
        <source>Redis syncs its append-only file as the configuration asks for. %1</source>
        <translation>Redis가 AOF를 구성 파일에서 정한 대로 디스크에 기록합니다. %1</translation>
    </message>
    <message>
        <source>Redis does not rewrite its append-only file by itself. %1</source>
        <translation>Redis가 AOF를 스스로 재작성하지 않습니다. %1</translation>
    </message>
    <message>
        <source>The append-only file after the event, at 300 bytes a coupon, stays below %1, where Redis rewrites it. Run BGREWRITEAOF before. %2</source>
        <translation>쿠폰 하나에 300바이트로 계산한 이벤트 후 AOF 크기가, Redis가 재작성을 시작하는 %1보다 작습니다. 아니면 미리 BGREWRITEAOF를 실행하세요. %2</translation>
    </message>
    <message>
        <source>No key of an event goes away by itself. %1</source>
        <translation>이벤트의 키가 저절로 사라지지 않습니다. %1</translation>
    </message>
    <message>
        <source>Partitions, replicas, min.insync.replicas, unclean election, retention and clean-up are as the promise needs them. %1</source>
        <translation>파티션, 복제본, min.insync.replicas, unclean 선출, 보존, 정리 설정이 약속에 필요한 대로입니다. %1</translation>
    </message>
    <message>
        <source>The server does not let us read its settings: %1. Allow it, or waive the line with a reason.</source>
        <translation>서버가 설정을 읽지 못하게 합니다: %1. 읽기를 허용하거나, 사유를 적고 이 항목을 면제하세요.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>서버가 답하지 않습니다.</translation>
    </message>
    <message>
        <source>A rewrite is under way now.</source>
        <translation>지금 재작성이 진행 중입니다.</translation>
    </message>
    <message>
        <source>Kafka refuses us: user, password or rights are wrong.</source>
        <translation>Kafka가 접속을 거부합니다. 사용자, 비밀번호 또는 권한이 틀렸습니다.</translation>
    </message>
    <message>
        <source>Kafka&apos;s certificate is not trusted.</source>
        <translation>Kafka의 인증서를 신뢰할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>LaunchKeys</name>
    <message>
        <source>%1 / %2</source>
        <comment>two acts on one key</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Delete the selected draft, in the list</source>
        <translation>목록에서 선택한 초안 삭제</translation>
    </message>
    <message>
        <source>Edit the selected event, in the list</source>
        <translation>목록에서 선택한 이벤트 편집</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 이벤트</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>런치</translation>
    </message>
    <message>
        <source>Lag by partition, where the log is Kafka</source>
        <translation>파티션별 미저장 (로그가 Kafka일 때)</translation>
    </message>
</context>
<context>
    <name>OtherConsole</name>
    <message>
        <source>Process %1. One console at a time may serve a data directory; nothing was changed.</source>
        <translation>프로세스 %1. 데이터 디렉터리 하나는 콘솔 하나만 쓸 수 있습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Process %1, since %2. One console at a time may serve a data directory; nothing was changed.</source>
        <translation>프로세스 %1, %2부터. 데이터 디렉터리 하나는 콘솔 하나만 쓸 수 있습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Another console is using this data directory.</source>
        <translation>다른 콘솔이 이 데이터 디렉터리를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Show that console</source>
        <translation>그 콘솔 보기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
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
    <message>
        <source>%1: Redis does not answer.</source>
        <translation>%1: Redis가 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Start Redis or mend the way to it; service returns by itself.</source>
        <translation>Redis를 시작하거나 연결을 복구하세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: another live node has this node&apos;s name.</source>
        <translation>%1: 살아 있는 다른 노드가 이 노드의 이름을 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Give each node a name of its own in its configuration.</source>
        <translation>노드마다 설정 파일에 서로 다른 이름을 지정하십시오.</translation>
    </message>
    <message>
        <source>%1: Redis is reading its data.</source>
        <translation>%1: Redis가 데이터를 읽고 있습니다.</translation>
    </message>
    <message>
        <source>%1: a script keeps Redis busy.</source>
        <translation>%1: 스크립트 하나가 Redis를 붙잡고 있습니다.</translation>
    </message>
    <message>
        <source>End it with SCRIPT KILL; service returns by itself.</source>
        <translation>SCRIPT KILL로 끝내세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: the outbox is full, so many coupons wait for the log.</source>
        <translation>%1: 로그를 기다리는 쿠폰이 너무 많아 전송 대기가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>Bring log and ledger back; service returns by itself.</source>
        <translation>로그와 원장을 복구하세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>Nobody gets a coupon of the event now: attempts are answered 503 and can be sent again. Coupons already shown as accepted are safe.</source>
        <translation>지금은 이 이벤트의 쿠폰이 발급되지 않습니다. 요청에 503으로 응답하며 다시 보낼 수 있습니다. 이미 승인으로 표시된 쿠폰은 안전합니다.</translation>
    </message>
    <message>
        <source>%1: the outbox is %2 % full of coupons that wait for the log.</source>
        <translation>%1: 로그를 기다리는 쿠폰으로 전송 대기가 %2 % 찼습니다.</translation>
    </message>
    <message>
        <source>Bring log and ledger back before it is full: attempts are answered 503 then.</source>
        <translation>가득 차기 전에 로그와 원장을 복구하세요. 가득 차면 요청에 503으로 응답합니다.</translation>
    </message>
    <message>
        <source>Coupons are issued as usual.</source>
        <translation>쿠폰은 평소대로 발급됩니다.</translation>
    </message>
    <message>
        <source>%1: Kafka does not confirm what is sent to it.</source>
        <translation>%1: Kafka가 보낸 것을 확인해 주지 않습니다.</translation>
    </message>
    <message>
        <source>Start Kafka or mend the way to it; what waits is sent by itself then.</source>
        <translation>Kafka를 시작하거나 연결을 복구하세요. 대기 중인 것은 저절로 전송됩니다.</translation>
    </message>
    <message>
        <source>%1: this Redis is a replica and takes no writes.</source>
        <translation>%1: 이 Redis는 복제본이라 쓰기를 받지 않습니다.</translation>
    </message>
    <message>
        <source>Make it the master again, or name the master in the configuration.</source>
        <translation>다시 마스터로 만들거나 설정에 마스터를 적으세요.</translation>
    </message>
    <message>
        <source>%1: Redis is out of memory.</source>
        <translation>%1: Redis의 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>Raise its maxmemory; service returns by itself.</source>
        <translation>maxmemory를 늘리세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: Redis cannot write to its disk.</source>
        <translation>%1: Redis가 디스크에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Check the disk of the Redis server; service returns by itself.</source>
        <translation>Redis 서버의 디스크를 확인하세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: the Sentinels know of no Redis master.</source>
        <translation>%1: Sentinel이 Redis 마스터를 찾지 못합니다.</translation>
    </message>
    <message>
        <source>Wait for the failover to end, or bring the Sentinels back; service returns by itself.</source>
        <translation>장애 조치가 끝나기를 기다리거나 Sentinel을 복구하세요. 서비스는 자동으로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: the Redis server is not one of a cluster.</source>
        <translation>%1: 이 Redis 서버는 클러스터에 속하지 않습니다.</translation>
    </message>
    <message>
        <source>Name it as host in the configuration, or name servers of a cluster.</source>
        <translation>설정에서 host로 지정하거나 클러스터의 서버를 지정하세요.</translation>
    </message>
    <message>
        <source>%1: the Redis cluster is moving the event's data.</source>
        <translation>%1: Redis 클러스터가 이벤트 데이터를 옮기는 중입니다.</translation>
    </message>
    <message>
        <source>Wait for the move to end; service returns by itself.</source>
        <translation>이동이 끝나기를 기다리세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: a server of the Redis cluster is in trouble.</source>
        <translation>%1: Redis 클러스터의 한 서버에 문제가 있습니다.</translation>
    </message>
    <message>
        <source>Bring it or its replica back; service returns by itself.</source>
        <translation>그 서버나 복제본을 되살리세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>Nobody gets a coupon of the events on it now: attempts are answered 503 and can be sent again. The other events go on.</source>
        <translation>그 서버의 이벤트는 지금 쿠폰을 발급하지 못합니다. 요청에는 503으로 응답하며 다시 보낼 수 있습니다. 다른 이벤트는 계속 진행됩니다.</translation>
    </message>
    <message>
        <source>%1: Redis has too few replicas.</source>
        <translation>%1: Redis의 복제본이 부족합니다.</translation>
    </message>
    <message>
        <source>Bring the replicas back; service returns by itself.</source>
        <translation>복제본을 되살리세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: the Redis cluster is not whole.</source>
        <translation>%1: Redis 클러스터가 온전하지 않습니다.</translation>
    </message>
    <message>
        <source>Bring its masters back; service returns by itself.</source>
        <translation>마스터들을 되살리세요. 서비스는 저절로 재개됩니다.</translation>
    </message>
    <message>
        <source>%1: Redis refuses us.</source>
        <translation>%1: Redis가 접속을 거부합니다.</translation>
    </message>
    <message>
        <source>Correct user and password in the configuration and start again.</source>
        <translation>설정의 사용자와 비밀번호를 고치고 다시 시작하세요.</translation>
    </message>
    <message>
        <source>%1: a Kafka topic is not set up as the promise needs it.</source>
        <translation>%1: Kafka 토픽의 설정이 정합성 보장에 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Correct the topic, or name another in the configuration.</source>
        <translation>토픽을 고치거나 설정에 다른 토픽을 적으세요.</translation>
    </message>
    <message>
        <source>%1: a Kafka setting is not known.</source>
        <translation>%1: 알 수 없는 Kafka 설정이 있습니다.</translation>
    </message>
    <message>
        <source>Correct the settings for Kafka in the configuration and start again.</source>
        <translation>설정의 Kafka 항목을 고치고 다시 시작하세요.</translation>
    </message>
    <message>
        <source>%1: this console hears no node.</source>
        <translation>%1: 이 콘솔에 소식을 보내는 노드가 없습니다.</translation>
    </message>
    <message>
        <source>The table of nodes says why; it is tried again by itself.</source>
        <translation>이유는 노드 표에 있습니다. 연결은 저절로 다시 시도합니다.</translation>
    </message>
    <message>
        <source>What is shown is old, and nothing can be done from here.</source>
        <translation>화면의 값은 지난 것이며, 여기서는 아무것도 할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: not every node is heard.</source>
        <translation>%1: 일부 노드에서 소식이 없습니다.</translation>
    </message>
    <message>
        <source>The sums are without the missing ones; the others go on.</source>
        <translation>합계에는 빠진 노드가 들어 있지 않습니다. 나머지 노드는 계속 처리합니다.</translation>
    </message>
    <message>
        <source>Not done: this console hears no node.</source>
        <translation>실행하지 않았습니다. 이 콘솔에 소식을 보내는 노드가 없습니다.</translation>
    </message>
    <message>
        <source>Not done: the node is gone. Nothing was changed.</source>
        <translation>실행하지 않았습니다. 노드가 사라졌습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>The connection broke before the answer: it may or may not have been done. Look again.</source>
        <translation>답이 오기 전에 연결이 끊어져 실행 여부를 알 수 없습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>The node did not answer in time: it may or may not have been done. Look again.</source>
        <translation>노드가 제때 답하지 않아 실행 여부를 알 수 없습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Nobody gets a coupon of the event now: attempts are answered 503. What people were shown is kept in the journals, the log and the ledger.</source>
        <translation>지금은 이 이벤트의 쿠폰을 아무도 받지 못하고 시도에는 503으로 답합니다. 이미 보여 준 발급은 저널, 로그, 원장에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Coupons are issued as usual, but fewer faults are survived than promised.</source>
        <translation>쿠폰은 평소처럼 발급되지만, 약속한 만큼의 장애를 견디지 못합니다.</translation>
    </message>
    <message>
        <source>%1: Redis has lost coupons that people were shown.</source>
        <translation>%1: 이미 보여 준 쿠폰 일부를 Redis가 잃었습니다.</translation>
    </message>
    <message>
        <source>Rebuild the event on the Launch page.</source>
        <translation>런치 화면에서 이벤트를 재구성하세요.</translation>
    </message>
    <message>
        <source>%1: Redis was started anew, and not every node has spoken yet.</source>
        <translation>%1: Redis가 새로 시작되었고, 아직 보고하지 않은 노드가 있습니다.</translation>
    </message>
    <message>
        <source>Wait, or start the nodes that are missing; it goes on by itself.</source>
        <translation>기다리거나 빠진 노드를 시작하세요. 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>%1: the disk for the journal of accepts is full.</source>
        <translation>%1: 발급 저널을 둘 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>%1: the journal of accepts cannot be written.</source>
        <translation>%1: 발급 저널을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: places of this node&apos;s journal of accepts that cannot be read: %2.</source>
        <translation>%1: 이 노드의 발급 저널에서 읽을 수 없는 곳이 %2군데 있습니다.</translation>
    </message>
    <message>
        <source>Check this machine&apos;s disk. The damaged files stay in the folder journal of the data directory.</source>
        <translation>이 컴퓨터의 디스크를 확인하세요. 손상된 파일은 데이터 디렉터리의 journal 폴더에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Coupons are issued as usual. Should Redis lose some now, those in the damaged places could not be given back from here.</source>
        <translation>쿠폰은 평소처럼 발급됩니다. 지금 Redis가 쿠폰을 잃으면, 손상된 곳에 있던 것은 이 노드에서 되살릴 수 없습니다.</translation>
    </message>
    <message>
        <source>%1: Redis keeps less than the configuration asks for.</source>
        <translation>%1: Redis의 보존 설정이 구성 파일보다 약합니다.</translation>
    </message>
    <message>
        <source>Set appendonly and appendfsync of Redis as the configuration says.</source>
        <translation>Redis의 appendonly와 appendfsync를 구성 파일대로 설정하세요.</translation>
    </message>
    <message>
        <source>Not done: the event is suspended. Rebuild it first.</source>
        <translation>실행하지 않음: 이벤트가 중지되었습니다. 먼저 재구성하세요.</translation>
    </message>
    <message>
        <source>Not rebuilt: the event is not suspended any more.</source>
        <translation>재구성하지 않음: 이벤트가 더 이상 중지 상태가 아닙니다.</translation>
    </message>
    <message>
        <source>Not rebuilt: a node has not handed over its journal. Start it again, or wait until it counts as gone, and try again.</source>
        <translation>재구성하지 않음: 저널을 넘기지 않은 노드가 있습니다. 그 노드를 다시 시작하거나 없어진 것으로 처리될 때까지 기다린 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Not rebuilt: not everything in the log is saved yet. Try again when it is.</source>
        <translation>재구성하지 않음: 로그가 아직 모두 저장되지 않았습니다. 저장된 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Not rebuilt: another rebuild came first. Look again.</source>
        <translation>재구성하지 않음: 다른 재구성이 먼저 시작되었습니다. 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Not done: the log does not answer. Try again when it does.</source>
        <translation>실행하지 않음: 로그가 응답하지 않습니다. 응답하면 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1: Kafka refuses us.</source>
        <translation>%1: Kafka가 접속을 거부합니다.</translation>
    </message>
    <message>
        <source>Correct user, password and rights in [kafka.properties] and start again.</source>
        <translation>[kafka.properties]의 사용자, 비밀번호, 권한을 고치고 다시 시작하세요.</translation>
    </message>
    <message>
        <source>%1: no secure connection to Kafka: its certificate is not trusted.</source>
        <translation>%1: Kafka와 보안 연결을 맺지 못했습니다. 인증서를 신뢰할 수 없습니다.</translation>
    </message>
    <message>
        <source>Name its authority in ssl.ca.location, or have its certificate corrected.</source>
        <translation>ssl.ca.location에 인증 기관을 적거나 인증서를 바로잡으세요.</translation>
    </message>
</context>
<context>
    <name>RunCharts</name>
    <message>
        <source>Virtual users</source>
        <translation>가상 사용자</translation>
    </message>
    <message>
        <source>active</source>
        <translation>활성</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>계획</translation>
    </message>
    <message>
        <source>users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Latency seen by clients</source>
        <translation>클라이언트 응답 시간</translation>
    </message>
    <message>
        <source>Where the time goes (p95)</source>
        <translation>시간 구성 (p95)</translation>
    </message>
    <message>
        <source>network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>store wait</source>
        <translation>저장소 대기</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>커밋</translation>
    </message>
</context>
<context>
    <name>SpikeWords</name>
    <message>
        <source>Ramp</source>
        <translation>증가</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Ramp down</source>
        <translation>감소</translation>
    </message>
    <message>
        <source>%1&#xa0;min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1&#xa0;ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>Hold %1 users</source>
        <translation>사용자 %1명 유지</translation>
    </message>
    <message>
        <source>Hold %1 arrivals a second</source>
        <translation>초당 %1건 유지</translation>
    </message>
    <message>
        <source>Ramp from %1 to %2 users</source>
        <translation>사용자 %1명에서 %2명으로 증가</translation>
    </message>
    <message>
        <source>Ramp from %1 to %2 arrivals a second</source>
        <translation>초당 %1건에서 %2건으로 증가</translation>
    </message>
    <message>
        <source>Ramp down from %1 to %2 users</source>
        <translation>사용자 %1명에서 %2명으로 감소</translation>
    </message>
    <message>
        <source>Ramp down from %1 to %2 arrivals a second</source>
        <translation>초당 %1건에서 %2건으로 감소</translation>
    </message>
    <message>
        <source>Preparing the shadow event</source>
        <translation>섀도 이벤트 준비 중</translation>
    </message>
    <message>
        <source>Starting the generator</source>
        <translation>부하 생성기 시작 중</translation>
    </message>
    <message>
        <source>Waiting for the last answers</source>
        <translation>마지막 응답 대기 중</translation>
    </message>
    <message>
        <source>Stopping the generator</source>
        <translation>부하 생성기 정지 중</translation>
    </message>
    <message>
        <source>Saving what was accepted</source>
        <translation>발급 내역 저장 중</translation>
    </message>
    <message>
        <source>Comparing store and ledger</source>
        <translation>저장소와 원장 비교 중</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>보고서 작성 중</translation>
    </message>
    <message>
        <source>The scenario has no stage. Add one, or choose a preset.</source>
        <translation>시나리오에 단계가 없습니다. 단계를 추가하거나 프리셋을 고르세요.</translation>
    </message>
    <message>
        <source>Stage %1 takes no time. Give it at least 1 ms.</source>
        <translation>%1번째 단계의 시간이 0입니다. 1 ms 이상으로 하세요.</translation>
    </message>
    <message>
        <source>Stage %1 goes above 1,000,000. Give it less.</source>
        <translation>%1번째 단계가 1,000,000을 넘습니다. 줄이세요.</translation>
    </message>
    <message>
        <source>The stages take more than 24 hours together.</source>
        <translation>단계를 모두 더하면 24시간이 넘습니다.</translation>
    </message>
    <message>
        <source>Every stage is at 0, so nothing would be sent.</source>
        <translation>모든 단계가 0이라 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>The stock must be at least 1.</source>
        <translation>재고는 1 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>At least one person must take part.</source>
        <translation>참여자는 한 명 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>“%1” is not a threshold. Write one like http_req_duration: p(95)&lt;2000.</source>
        <translation>“%1”은(는) 임계값이 아닙니다. http_req_duration: p(95)&lt;2000처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is not an address. Write one like 127.0.0.1:8081.</source>
        <translation>“%1”은(는) 주소가 아닙니다. 127.0.0.1:8081처럼 쓰세요.</translation>
    </message>
    <message>
        <source>The console fires only at this machine, and %1 is another.</source>
        <translation>콘솔은 이 컴퓨터에만 부하를 보냅니다. %1은(는) 다른 컴퓨터입니다.</translation>
    </message>
    <message>
        <source>A rehearsal needs a shadow event, which only this backend can make. Use its own address, or fire at an event.</source>
        <translation>리허설에 필요한 섀도 이벤트는 이 백엔드만 만들 수 있습니다. 이 백엔드의 주소를 쓰거나 이벤트에 실행하세요.</translation>
    </message>
    <message>
        <source>Choose the event to fire at.</source>
        <translation>실행할 이벤트를 고르세요.</translation>
    </message>
    <message>
        <source>“%1” is not armed or open, so it would refuse everybody.</source>
        <translation>“%1”은(는) 준비되거나 진행 중이 아니어서 모두 거절합니다.</translation>
    </message>
    <message>
        <source>A run is under way.</source>
        <translation>테스트가 진행 중입니다.</translation>
    </message>
    <message>
        <source>The backend is not ready yet.</source>
        <translation>백엔드가 아직 준비되지 않았습니다.</translation>
    </message>
    <message>
        <source>The scenario can&apos;t be run: %1</source>
        <translation>시나리오를 실행할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>“%1” is not a duration. Write one like 10 s, 2 min or 500 ms.</source>
        <translation>“%1”은(는) 시간이 아닙니다. 10초, 2분, 500 ms처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write one like 500 or 2,000.</source>
        <translation>“%1”은(는) 숫자가 아닙니다. 500이나 2,000처럼 쓰세요.</translation>
    </message>
    <message>
        <source>That run is no longer on disk. Nothing else is lost; run it again for a new one.</source>
        <translation>그 테스트는 디스크에 남아 있지 않습니다. 다른 것은 잃지 않았으니 다시 실행하세요.</translation>
    </message>
    <message>
        <source>A run is under way already. Wait for it, or abort it.</source>
        <translation>이미 테스트가 진행 중입니다. 기다리거나 중단하세요.</translation>
    </message>
    <message>
        <source>The run had ended already.</source>
        <translation>테스트가 이미 끝났습니다.</translation>
    </message>
    <message>
        <source>The backend is busy or starting, so nothing was sent. Try again in a moment. (%1)</source>
        <translation>백엔드가 바쁘거나 시작하는 중이라 아무것도 보내지 않았습니다. 잠시 뒤 다시 하세요. (%1)</translation>
    </message>
    <message>
        <source>%1&#xa0;/s</source>
        <translation>%1&#xa0;/초</translation>
    </message>
    <message>
        <source>checks %1 %2</source>
        <translation>검사 %1 %2</translation>
    </message>
    <message>
        <source>failed %1 %2</source>
        <translation>실패 %1 %2</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>통과</translation>
    </message>
    <message>
        <source>Thresholds crossed</source>
        <translation>임계값 초과</translation>
    </message>
    <message>
        <source>The audit failed</source>
        <translation>정합성 검사 실패</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>Ended without a verdict</source>
        <translation>판정 없이 끝남</translation>
    </message>
    <message>
        <source>Nothing lost, nothing twice</source>
        <translation>유실 없음, 중복 없음</translation>
    </message>
    <message>
        <source>Store and ledger differ</source>
        <translation>저장소와 원장이 다름</translation>
    </message>
    <message>
        <source>Not everything was saved yet</source>
        <translation>아직 다 저장되지 않음</translation>
    </message>
    <message>
        <source>Not audited</source>
        <translation>검사하지 않음</translation>
    </message>
    <message>
        <source>The measurement is valid</source>
        <translation>측정이 유효함</translation>
    </message>
    <message>
        <source>The generator was the limit</source>
        <translation>생성기가 한계였음</translation>
    </message>
    <message>
        <source>The measurement is not valid</source>
        <translation>측정이 무효함</translation>
    </message>
    <message>
        <source>Generator at %1&#xa0;% of a core.</source>
        <translation>생성기가 코어의 %1%를 썼습니다.</translation>
    </message>
    <message>
        <source>The generator woke up %1&#xa0;ms late.</source>
        <translation>생성기가 %1 ms 늦게 깨어났습니다.</translation>
    </message>
    <message>
        <source>%1 arrivals could not be sent.</source>
        <translation>%1건을 보내지 못했습니다.</translation>
    </message>
    <message>
        <source>%1 open files are allowed, %2 were needed.</source>
        <translation>열 수 있는 파일은 %1개, 필요한 것은 %2개입니다.</translation>
    </message>
    <message>
        <source>%1 attempts found no free port.</source>
        <translation>%1건이 빈 포트를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>보낸 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing answered.</source>
        <translation>응답이 없습니다.</translation>
    </message>
    <message>
        <source>The run was aborted.</source>
        <translation>테스트가 중단되었습니다.</translation>
    </message>
    <message>
        <source>The record of calls could not be written.</source>
        <translation>호출 기록을 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>transport errors</source>
        <translation>전송 오류</translation>
    </message>
    <message>
        <source>Requests per second</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>발급</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Client p50</source>
        <translation>클라이언트 p50</translation>
    </message>
    <message>
        <source>Client p95</source>
        <translation>클라이언트 p95</translation>
    </message>
    <message>
        <source>Client p99</source>
        <translation>클라이언트 p99</translation>
    </message>
    <message>
        <source>Client max</source>
        <translation>클라이언트 최대</translation>
    </message>
    <message>
        <source>Server p50</source>
        <translation>서버 p50</translation>
    </message>
    <message>
        <source>Server p95</source>
        <translation>서버 p95</translation>
    </message>
    <message>
        <source>Server p99</source>
        <translation>서버 p99</translation>
    </message>
    <message>
        <source>Store wait p95</source>
        <translation>저장소 대기 p95</translation>
    </message>
    <message>
        <source>Commit p95</source>
        <translation>커밋 p95</translation>
    </message>
    <message>
        <source>All saved after</source>
        <translation>저장 완료까지</translation>
    </message>
    <message>
        <source>Generator CPU</source>
        <translation>생성기 CPU</translation>
    </message>
    <message>
        <source>At least one of the two measurements is not valid.</source>
        <translation>두 측정 중 하나 이상이 무효합니다.</translation>
    </message>
    <message>
        <source>The scenarios differ.</source>
        <translation>시나리오가 다릅니다.</translation>
    </message>
    <message>
        <source>The machines differ in cores.</source>
        <translation>코어 수가 다릅니다.</translation>
    </message>
    <message>
        <source>The targets differ.</source>
        <translation>대상이 다릅니다.</translation>
    </message>
    <message>
        <source>One was a rehearsal, the other was not.</source>
        <translation>하나는 리허설이고 하나는 아닙니다.</translation>
    </message>
    <message>
        <source>The builds differ.</source>
        <translation>빌드가 다릅니다.</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>The load generator could not be started, so nothing was sent. firstcome-spike must lie beside this program. (%1)</source>
        <translation>부하 생성기를 시작하지 못해 아무것도 보내지 않았습니다. firstcome-spike가 이 프로그램 옆에 있어야 합니다. (%1)</translation>
    </message>
    <message>
        <source>The load generator stopped before its end, so there is no verdict. Whoever was accepted by then keeps the coupon. Run it again. (%1)</source>
        <translation>부하 생성기가 끝나기 전에 멈춰 판정이 없습니다. 그때까지 발급된 사람은 쿠폰을 그대로 가집니다. 다시 실행하세요. (%1)</translation>
    </message>
    <message>
        <source>The result could not be written or read. What was accepted is safe in the ledger. Make room on the disk and run it again. (%1)</source>
        <translation>결과를 쓰거나 읽지 못했습니다. 발급한 것은 원장에 안전합니다. 디스크를 비우고 다시 실행하세요. (%1)</translation>
    </message>
    <message>
        <source>The event to fire at is gone, so nothing was sent. Choose another.</source>
        <translation>실행할 이벤트가 없어져 아무것도 보내지 않았습니다. 다른 이벤트를 고르세요.</translation>
    </message>
    <message>
        <source>The target cannot be reached, so nothing was sent. Check the address. (%1)</source>
        <translation>대상에 연결할 수 없어 아무것도 보내지 않았습니다. 주소를 확인하세요. (%1)</translation>
    </message>
    <message>
        <source>The run did not go through and has no verdict. Whoever was accepted by then keeps the coupon. Try again; if it stays so, look into the log. (%1)</source>
        <translation>테스트를 마치지 못해 판정이 없습니다. 그때까지 발급된 사람은 쿠폰을 그대로 가집니다. 다시 해 보고 계속되면 로그를 보세요. (%1)</translation>
    </message>
    <message>
        <source>The load comes from the node this console is attached to, and goes to that node alone.</source>
        <translation>부하는 이 콘솔이 연결된 노드에서 만들어지며, 그 노드로만 보낼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Created with a stock of %1</source>
        <translation>재고 %1로 생성</translation>
    </message>
    <message>
        <source>Stock set to %1</source>
        <translation>재고 %1 설정</translation>
    </message>
    <message>
        <source>Stock corrected to %1</source>
        <translation>재고를 %1로 정정</translation>
    </message>
    <message>
        <source>Not yet saved: above %1</source>
        <translation>미저장 %1 초과</translation>
    </message>
    <message>
        <source>Not yet saved: below %1 again</source>
        <translation>미저장 다시 %1 미만</translation>
    </message>
    <message>
        <source>%1 test people added</source>
        <translation>시험 참여자 %1명 추가</translation>
    </message>
    <message>
        <source>%1 people imported</source>
        <translation>참여자 %1명 가져옴</translation>
    </message>
    <message>
        <source>%1 issues could not be saved: dead letters</source>
        <translation>발급 %1건을 저장하지 못함: 처리 실패</translation>
    </message>
    <message>
        <source>The log has a record that names no event</source>
        <translation>로그에 어느 이벤트인지 알 수 없는 기록이 있음</translation>
    </message>
    <message>
        <source>the last: %1, slot %2</source>
        <translation>마지막: %1, 순번 %2</translation>
    </message>
    <message>
        <source>Audit: one difference</source>
        <translation>정합성 검사: 차이 1건</translation>
    </message>
    <message>
        <source>Audit: %1 differences</source>
        <translation>정합성 검사: 차이 %1건</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>준비 완료</translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation>준비 해제</translation>
    </message>
    <message>
        <source>Countdown held</source>
        <translation>카운트다운 보류</translation>
    </message>
    <message>
        <source>Refused: no or a wrong token</source>
        <translation>거절: 토큰이 없거나 다름</translation>
    </message>
    <message>
        <source>An issue could not be saved: a dead letter</source>
        <translation>발급을 저장하지 못함: 처리 실패로 남음</translation>
    </message>
    <message>
        <source>%1, slot %2</source>
        <translation>%1, %2번</translation>
    </message>
    <message>
        <source>Countdown held by no-go</source>
        <translation>출발 점검으로 보류</translation>
    </message>
    <message>
        <source>Countdown resumed</source>
        <translation>카운트다운 재개</translation>
    </message>
    <message>
        <source>Countdown: 10 s</source>
        <translation>카운트다운 10초</translation>
    </message>
    <message>
        <source>Opened by hand</source>
        <translation>수동 오픈</translation>
    </message>
    <message>
        <source>Opened on schedule</source>
        <translation>예약 오픈</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>소진</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>재개</translation>
    </message>
    <message>
        <source>Closing by hand</source>
        <translation>수동 종료</translation>
    </message>
    <message>
        <source>Closing on schedule</source>
        <translation>예약 종료</translation>
    </message>
    <message>
        <source>Closed: nothing lost, nothing twice</source>
        <translation>종료: 누락도 중복도 없음</translation>
    </message>
    <message>
        <source>Closed without having opened</source>
        <translation>오픈 없이 종료</translation>
    </message>
    <message>
        <source>No-go waived</source>
        <translation>출발 점검 면제</translation>
    </message>
    <message>
        <source>Waiver withdrawn</source>
        <translation>면제 철회</translation>
    </message>
    <message>
        <source>Audited</source>
        <translation>정합성 검사 완료</translation>
    </message>
    <message>
        <source>Dead letters replayed</source>
        <translation>처리 실패 기록을 다시 처리</translation>
    </message>
    <message>
        <source>The store works again</source>
        <translation>저장소 복구</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>stock loaded %1 ≠ planned %2</source>
        <translation>적재 %1 ≠ 계획 %2</translation>
    </message>
    <message>
        <source>%1 in %2 s</source>
        <translation>%2초 만에 %1건</translation>
    </message>
    <message>
        <source>first slot after %1</source>
        <translation>첫 발급 %1 후</translation>
    </message>
    <message>
        <source>saving %1/s</source>
        <translation>초당 %1 저장</translation>
    </message>
    <message>
        <source>%1 bad rows</source>
        <translation>잘못된 행 %1개</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>운영자</translation>
    </message>
    <message>
        <source>console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>거부됨: %1</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>오픈</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Suspended: one accept at risk</source>
        <translation>중지됨: 위험한 발급 1건</translation>
    </message>
    <message>
        <source>Suspended: %1 accepts at risk</source>
        <translation>중지됨: 위험한 발급 %1건</translation>
    </message>
    <message>
        <source>Rebuilt after the store lost something</source>
        <translation>저장소 유실 후 재구성함</translation>
    </message>
    <message>
        <source>%1 people, %2 saved again, %3 slots voided</source>
        <translation>참여자 %1명, 다시 저장 %2건, 무효 순번 %3개</translation>
    </message>
    <message>
        <source>by itself, for the dead letter</source>
        <translation>처리 실패 때문에 자동으로</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
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
    <name>firstcome::console::Console</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>An event is under way</source>
        <translation>진행 중인 이벤트가 있습니다</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>노드 %1개</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::AnswersWords</name>
    <message>
        <source>Verdict</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>건수</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::ComparisonForm</name>
    <message>
        <source>Run to compare with</source>
        <translation>비교할 테스트</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Below 5&#xa0;% two runs count as the same.</source>
        <translation>5% 미만의 차이는 같은 것으로 봅니다.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>There is no other run to compare with yet.</source>
        <translation>아직 비교할 다른 테스트가 없습니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::ComparisonWords</name>
    <message>
        <source>better</source>
        <translation>좋아짐</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>the same, within 5&#xa0;%</source>
        <translation>5% 이내로 같음</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>이번</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::DetailsForm</name>
    <message>
        <source>Users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Arrival rate</source>
        <translation>도착률</translation>
    </message>
    <message>
        <source>Keep connections alive</source>
        <translation>연결 유지(keep-alive)</translation>
    </message>
    <message>
        <source>Every attempt another person</source>
        <translation>시도마다 다른 참여자</translation>
    </message>
    <message>
        <source>Load model</source>
        <translation>부하 방식</translation>
    </message>
    <message>
        <source>Think time between two tries of a user</source>
        <translation>한 사용자의 시도 사이 대기</translation>
    </message>
    <message>
        <source>Think time</source>
        <translation>대기 시간</translation>
    </message>
    <message>
        <source>Off: every attempt makes a connection of its own, as a first visit does.</source>
        <translation>끄면 시도마다 새로 연결합니다. 첫 방문과 같습니다.</translation>
    </message>
    <message>
        <source>Off: people try again and get their first slot, as impatient people do.</source>
        <translation>끄면 같은 사람이 다시 시도해 처음 순번을 받습니다.</translation>
    </message>
    <message>
        <source>Each user waits for the answer before the next try.</source>
        <translation>각 사용자는 응답을 받은 뒤 다시 시도합니다.</translation>
    </message>
    <message>
        <source>Attempts come at their rate, whatever the answers do.</source>
        <translation>응답과 상관없이 정해진 속도로 시도합니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::LatencyWords</name>
    <message>
        <source>From the client</source>
        <translation>클라이언트에서</translation>
    </message>
    <message>
        <source>From its due time</source>
        <translation>예정 시각부터</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>막힘</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>Inside the server</source>
        <translation>서버 안에서</translation>
    </message>
    <message>
        <source>parse</source>
        <translation>해석</translation>
    </message>
    <message>
        <source>admission</source>
        <translation>입장</translation>
    </message>
    <message>
        <source>store wait</source>
        <translation>저장소 대기</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>커밋</translation>
    </message>
    <message>
        <source>reply</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>avg</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::PastRunsCard</name>
    <message>
        <source>not valid</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>Past runs</source>
        <translation>지난 테스트</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::ProgressBar</name>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::RunFigures</name>
    <message>
        <source>Figures of the run</source>
        <translation>테스트 수치</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>발급</translation>
    </message>
    <message>
        <source>p95 from the client</source>
        <translation>클라이언트 p95</translation>
    </message>
    <message>
        <source>p95 inside the server</source>
        <translation>서버 p95</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::RunView</name>
    <message>
        <source>Requests per second</source>
        <translation>초당 요청</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::ScenarioCard</name>
    <message>
        <source>Scenario</source>
        <translation>시나리오</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>세부…</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>재고</translation>
    </message>
    <message>
        <source>People</source>
        <translation>참여자</translation>
    </message>
    <message>
        <source>Load model, think time, keep-alive, distinct people</source>
        <translation>부하 방식, 대기 시간, 연결 유지, 참여자 구분</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Stock · people</source>
        <translation>재고 · 참여자</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Add a stage</source>
        <translation>단계 추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Remove the stage</source>
        <translation>단계 삭제</translation>
    </message>
    <message>
        <source>Move the stage up (Alt+Up)</source>
        <translation>단계를 위로 (Alt+↑)</translation>
    </message>
    <message>
        <source>Move the stage down (Alt+Down)</source>
        <translation>단계를 아래로 (Alt+↓)</translation>
    </message>
    <message>
        <source>Choose a stage first.</source>
        <translation>먼저 단계를 고르세요.</translation>
    </message>
    <message>
        <source>It is the first stage.</source>
        <translation>첫 단계입니다.</translation>
    </message>
    <message>
        <source>It is the last stage.</source>
        <translation>마지막 단계입니다.</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>수정됨</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::SetupView</name>
    <message>
        <source>Ten users for 30 seconds: does the path work at all?</source>
        <translation>사용자 10명, 30초: 경로가 동작하는지 봅니다.</translation>
    </message>
    <message>
        <source>The expected day: 0 to 50 to 100 users and back to 0 in 2 minutes.</source>
        <translation>예상한 하루: 2분 동안 사용자 0명에서 50명, 100명, 다시 0명.</translation>
    </message>
    <message>
        <source>Beyond the expected day: 100 to 200 to 300 users and back to 0 in 5 minutes.</source>
        <translation>예상을 넘는 부하: 5분 동안 사용자 100명, 200명, 300명, 다시 0명.</translation>
    </message>
    <message>
        <source>Everybody at once: 0 to 500 users in 10 seconds, held for 30, back to 0 in 10.</source>
        <translation>모두 한꺼번에: 10초에 500명까지, 30초 유지, 10초에 0명으로.</translation>
    </message>
    <message>
        <source>A launch: 10 to 50 users wait for the opening, 2,000 come within 5 seconds of it and stay for 30.</source>
        <translation>런치: 10~50명이 오픈을 기다리고, 오픈 5초 안에 2,000명이 와서 30초 머뭅니다.</translation>
    </message>
    <message>
        <source>Start a rehearsal</source>
        <translation>리허설 시작</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>A load of your own, %1 long.</source>
        <translation>직접 만든 부하, 길이 %1.</translation>
    </message>
    <message>
        <source>A shadow event with a stock of %1 is armed, opened, drained and audited; the page then says what held and what did not.</source>
        <translation>재고 %1의 섀도 이벤트를 준비하고 열고 저장한 뒤 정합성을 검사해, 지켜진 것과 아닌 것을 알려 줍니다.</translation>
    </message>
    <message>
        <source>It is fired at the event as it is, with its own stock and people.</source>
        <translation>이벤트의 재고와 대상자 그대로 실행합니다.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>아직 테스트가 없습니다</translation>
    </message>
    <message>
        <source>What this run does</source>
        <translation>이 테스트가 하는 일</translation>
    </message>
    <message>
        <source>A quick look: 50 users for 10 seconds.</source>
        <translation>짧은 확인: 사용자 50명, 10초.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::SpikeHead</name>
    <message>
        <source>Rehearse</source>
        <translation>리허설</translation>
    </message>
    <message>
        <source>Fire at event</source>
        <translation>이벤트에 실행</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>보고서 저장…</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>비교…</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>What is fired at</source>
        <translation>실행 대상</translation>
    </message>
    <message>
        <source>Event to fire at</source>
        <translation>실행할 이벤트</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>계속 실행</translation>
    </message>
    <message>
        <source>Spike test</source>
        <translation>스파이크 테스트</translation>
    </message>
    <message>
        <source>On a shadow event. Real events are not touched.</source>
        <translation>섀도 이벤트에서 실행합니다. 실제 이벤트는 그대로입니다.</translation>
    </message>
    <message>
        <source>At a real event: whoever is accepted has a coupon.</source>
        <translation>실제 이벤트입니다. 발급된 사람은 쿠폰을 가집니다.</translation>
    </message>
    <message>
        <source>At a real event: %1</source>
        <translation>실제 이벤트: %1</translation>
    </message>
    <message>
        <source>Nothing is being sent any more.</source>
        <translation>더 보내는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Aborting…</source>
        <translation>중단하는 중…</translation>
    </message>
    <message>
        <source>in %1&#xa0;s</source>
        <translation>%1초 뒤</translation>
    </message>
    <message>
        <source>%1 / %2&#xa0;s</source>
        <translation>%1 / %2초</translation>
    </message>
    <message>
        <source>Spike test · %1 · %2</source>
        <translation>스파이크 테스트 · %1 · %2</translation>
    </message>
    <message>
        <source>%1 arrivals a second</source>
        <translation>초당 %1건</translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation>사용자 %1명</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>build %1</source>
        <translation>빌드 %1</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>코어 1개</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>코어 %1개</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1에서</translation>
    </message>
    <message>
        <source>Choose an event</source>
        <translation>이벤트 선택</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::SpikePage</name>
    <message>
        <source>Spike test</source>
        <translation>스파이크 테스트</translation>
    </message>
    <message>
        <source>Spike</source>
        <translation>스파이크</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>시나리오</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>New test</source>
        <translation>새 테스트</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Details of the load</source>
        <translation>부하 세부</translation>
    </message>
    <message>
        <source>Compare with a past run</source>
        <translation>지난 테스트와 비교</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>%1에 저장했습니다</translation>
    </message>
    <message>
        <source>The report was not saved to %1: %2. The run itself is kept; choose another place.</source>
        <translation>보고서를 %1에 저장하지 못했습니다: %2. 테스트는 남아 있으니 다른 곳을 고르세요.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>Report to read (*.html)</source>
        <translation>읽는 보고서 (*.html)</translation>
    </message>
    <message>
        <source>All figures (*.json)</source>
        <translation>모든 수치 (*.json)</translation>
    </message>
    <message>
        <source>Series as a table (*.csv)</source>
        <translation>시계열 표 (*.csv)</translation>
    </message>
    <message>
        <source>Start, or run again</source>
        <translation>시작, 또는 다시 실행</translation>
    </message>
    <message>
        <source>Abort, or keep running</source>
        <translation>중단, 또는 계속 실행</translation>
    </message>
    <message>
        <source>From a verdict back to a new test</source>
        <translation>판정에서 새 테스트로</translation>
    </message>
    <message>
        <source>F2, Enter</source>
        <translation>F2, Enter</translation>
    </message>
    <message>
        <source>Edit a stage or threshold</source>
        <translation>단계나 임계값 편집</translation>
    </message>
    <message>
        <source>Ins, Del</source>
        <translation>Ins, Del</translation>
    </message>
    <message>
        <source>Add or remove a stage or threshold</source>
        <translation>단계나 임계값 추가·삭제</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+↑, Alt+↓</translation>
    </message>
    <message>
        <source>Move a stage</source>
        <translation>단계 이동</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::StagePreview</name>
    <message>
        <source>Shape of the load</source>
        <translation>부하 모양</translation>
    </message>
    <message>
        <source>Up to %1 within %2 seconds</source>
        <translation>%2초 동안 최대 %1</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::StageWords</name>
    <message>
        <source>Stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Arrivals/s</source>
        <translation>초당 도착</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::StagesTable</name>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::TargetField</name>
    <message>
        <source>not bound</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>주소 아님</translation>
    </message>
    <message>
        <source>loopback</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>other machine</source>
        <translation>다른 컴퓨터</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::ThresholdsCard</name>
    <message>
        <source>at the end</source>
        <translation>마지막에</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>일치</translation>
    </message>
    <message>
        <source>not closed</source>
        <translation>불일치</translation>
    </message>
    <message>
        <source>audit</source>
        <translation>정합성 검사</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>생성기</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Add a threshold</source>
        <translation>임계값 추가</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::VerdictCard</name>
    <message>
        <source>People with two slots</source>
        <translation>순번이 둘인 참여자</translation>
    </message>
    <message>
        <source>Slots above the stock</source>
        <translation>재고를 넘은 순번</translation>
    </message>
    <message>
        <source>Slots that nobody has</source>
        <translation>빠진 순번</translation>
    </message>
    <message>
        <source>Accepted but not in the ledger</source>
        <translation>발급했지만 원장에 없음</translation>
    </message>
    <message>
        <source>In the ledger but not accepted</source>
        <translation>원장에 있지만 발급하지 않음</translation>
    </message>
    <message>
        <source>Slots with another person</source>
        <translation>참여자가 다른 순번</translation>
    </message>
    <message>
        <source>Dead letters left</source>
        <translation>남은 처리 실패</translation>
    </message>
    <message>
        <source>No thresholds were set</source>
        <translation>임계값이 없습니다</translation>
    </message>
    <message>
        <source>Only a rehearsal is audited by itself</source>
        <translation>리허설만 자동으로 검사합니다</translation>
    </message>
    <message>
        <source>Accepted, as the clients were told</source>
        <translation>클라이언트가 받은 발급</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Issued of stock</source>
        <translation>재고 중 발급</translation>
    </message>
    <message>
        <source>Duplicates · oversold</source>
        <translation>중복 · 초과</translation>
    </message>
    <message>
        <source>Ledger equals accepts</source>
        <translation>원장 = 발급</translation>
    </message>
    <message>
        <source>after %1&#xa0;s</source>
        <translation>%1초 뒤</translation>
    </message>
    <message>
        <source>Generator CPU</source>
        <translation>생성기 CPU</translation>
    </message>
    <message>
        <source>Dropped arrivals</source>
        <translation>버린 도착</translation>
    </message>
    <message>
        <source>Scheduler late, p99</source>
        <translation>스케줄 지연 p99</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::VerdictView</name>
    <message>
        <source>Latency</source>
        <translation>응답 시간</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>차트</translation>
    </message>
    <message>
        <source>Part of the verdict</source>
        <translation>판정의 부분</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>All phases</source>
        <translation>모든 구간</translation>
    </message>
    <message>
        <source>Every phase of a request and every stage inside the server</source>
        <translation>요청의 모든 구간과 서버 안의 모든 단계</translation>
    </message>
    <message>
        <source>Fewer phases</source>
        <translation>주요 구간</translation>
    </message>
    <message>
        <source>Requests per second and users</source>
        <translation>초당 요청과 사용자</translation>
    </message>
    <message>
        <source>dashed: users, up to %1</source>
        <translation>점선: 사용자, 최대 %1명</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::ActBar</name>
    <message>
        <source>No event is selected</source>
        <translation>선택한 이벤트가 없습니다</translation>
    </message>
    <message>
        <source>A rehearsal runs by itself</source>
        <translation>리허설은 스스로 진행됩니다</translation>
    </message>
    <message>
        <source>Not possible while the event is %1</source>
        <translation>이벤트가 ‘%1’ 상태일 때는 할 수 없습니다</translation>
    </message>
    <message>
        <source>Forbidden by go/no-go</source>
        <translation>출발 점검에서 막혔습니다</translation>
    </message>
    <message>
        <source>No data from the backend</source>
        <translation>백엔드에서 데이터가 오지 않습니다</translation>
    </message>
    <message>
        <source>Waiting for the act before</source>
        <translation>앞선 조작의 응답을 기다립니다</translation>
    </message>
    <message>
        <source>Open %1 now?</source>
        <translation>‘%1’을(를) 지금 오픈할까요?</translation>
    </message>
    <message>
        <source>People get coupons from this moment on, ahead of the schedule. This can&apos;t be undone.</source>
        <translation>예약보다 앞서 지금부터 쿠폰이 발급됩니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>지금 오픈</translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation>‘%1’을(를) 종료할까요?</translation>
    </message>
    <message>
        <source>Nobody else gets a coupon. Coupons already issued stay valid. A closed event can&apos;t be opened again.</source>
        <translation>더는 쿠폰이 발급되지 않습니다. 이미 발급된 쿠폰은 유효합니다. 종료한 이벤트는 다시 열 수 없습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>‘%1’을(를) 삭제할까요?</translation>
    </message>
    <message>
        <source>The draft is removed. This can&apos;t be undone.</source>
        <translation>초안이 삭제됩니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>People get coupons from this moment on. This can&apos;t be undone.</source>
        <translation>지금부터 참여자가 쿠폰을 받습니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>The event is suspended: rebuild it first</source>
        <translation>이벤트가 중지되었습니다. 먼저 재구성하세요</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::AtRiskTable</name>
    <message>
        <source>Slot</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>참여자</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::AuditCard</name>
    <message>
        <source>Nothing to audit yet</source>
        <translation>아직 검사할 것이 없음</translation>
    </message>
    <message>
        <source>Nothing issued yet</source>
        <translation>아직 발급 없음</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>측정 안 됨</translation>
    </message>
    <message>
        <source>Balanced so far</source>
        <translation>현재까지 일치</translation>
    </message>
    <message>
        <source>Out of balance</source>
        <translation>불일치</translation>
    </message>
    <message>
        <source>Nothing lost, nothing twice</source>
        <translation>누락도 중복도 없음</translation>
    </message>
    <message>
        <source>Store and ledger differ</source>
        <translation>저장소와 원장이 다름</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>정합성 검사</translation>
    </message>
    <message>
        <source>Run the exact audit</source>
        <translation>정확한 검사 실행</translation>
    </message>
    <message>
        <source>Show differences</source>
        <translation>차이 보기</translation>
    </message>
    <message>
        <source>Duplicate people</source>
        <translation>중복 발급</translation>
    </message>
    <message>
        <source>Slots above total</source>
        <translation>초과 발급</translation>
    </message>
    <message>
        <source>Slot gaps</source>
        <translation>순번 누락</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>처리 실패</translation>
    </message>
    <message>
        <source>Final check when all saved</source>
        <translation>저장 완료 후 최종 검사</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>검사 시각</translation>
    </message>
    <message>
        <source>in ~%1&#xa0;s</source>
        <translation>약 %1초 후</translation>
    </message>
    <message>
        <source>in ~%1</source>
        <translation>약 %1 후</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>The exact audit is running</source>
        <translation>정확한 검사가 진행 중입니다</translation>
    </message>
    <message>
        <source>Replay dead letters…</source>
        <translation>처리 실패 다시 처리…</translation>
    </message>
    <message>
        <source>Shows first what it would do</source>
        <translation>먼저 어떻게 될지 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::BadRowsTable</name>
    <message>
        <source>Line</source>
        <translation>줄</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>내용</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::DeadLetterTable</name>
    <message>
        <source>person has another slot</source>
        <translation>다른 순번이 있음</translation>
    </message>
    <message>
        <source>slot is another&apos;s</source>
        <translation>다른 사람의 순번</translation>
    </message>
    <message>
        <source>slot above the total</source>
        <translation>총수량 초과 순번</translation>
    </message>
    <message>
        <source>shown, then lost by the store</source>
        <translation>표시 후 저장소가 잃어버림</translation>
    </message>
    <message>
        <source>record unreadable</source>
        <translation>읽을 수 없는 기록</translation>
    </message>
    <message>
        <source>names nobody</source>
        <translation>누구인지 없음</translation>
    </message>
    <message>
        <source>writes a new row</source>
        <translation>새 행을 씀</translation>
    </message>
    <message>
        <source>nothing: its row is there already</source>
        <translation>할 일 없음: 행이 이미 있음</translation>
    </message>
    <message>
        <source>nothing: there is no such letter any more</source>
        <translation>할 일 없음: 기록이 이제 없음</translation>
    </message>
    <message>
        <source>fails again: %1 has slot %2</source>
        <translation>다시 실패: %1의 순번은 %2</translation>
    </message>
    <message>
        <source>fails again: slot %1 is %2&apos;s</source>
        <translation>다시 실패: 순번 %1은 %2의 것</translation>
    </message>
    <message>
        <source>fails again: %1</source>
        <translation>다시 실패: %1</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>참여자</translation>
    </message>
    <message>
        <source>Put aside, as</source>
        <translation>보류 이유</translation>
    </message>
    <message>
        <source>A replay</source>
        <translation>다시 처리하면</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::DifferencesPanel</name>
    <message>
        <source>Differences</source>
        <translation>차이</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::DifferencesTable</name>
    <message>
        <source>above the total</source>
        <translation>총량 초과</translation>
    </message>
    <message>
        <source>person has two</source>
        <translation>한 사람이 둘</translation>
    </message>
    <message>
        <source>slot nobody has</source>
        <translation>빈 순번</translation>
    </message>
    <message>
        <source>not in the ledger</source>
        <translation>원장에 없음</translation>
    </message>
    <message>
        <source>not in the store</source>
        <translation>저장소에 없음</translation>
    </message>
    <message>
        <source>person differs</source>
        <translation>사람이 다름</translation>
    </message>
    <message>
        <source>a record that names no event</source>
        <translation>이벤트를 알 수 없는 기록</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>처리 실패</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::EquationLine</name>
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
    <message>
        <source>ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>dead letters</source>
        <translation>처리 실패</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>Conservation equation</source>
        <translation>보존식</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정 안 됨</translation>
    </message>
    <message>
        <source>balanced so far</source>
        <translation>현재까지 일치</translation>
    </message>
    <message>
        <source>stock %1 short</source>
        <translation>재고 %1 부족</translation>
    </message>
    <message>
        <source>stock %1 over</source>
        <translation>재고 %1 초과</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1건 누락</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1건 초과</translation>
    </message>
    <message>
        <source>nothing lost, nothing twice</source>
        <translation>누락도 중복도 없음</translation>
    </message>
    <message>
        <source>Total %1: %2. %3</source>
        <translation>총 %1: %2. %3</translation>
    </message>
    <message>
        <source>The equation begins when the event is armed.</source>
        <translation>이벤트를 준비하면 보존식이 시작됩니다.</translation>
    </message>
    <message>
        <source>Not measured while the event is suspended.</source>
        <translation>이벤트가 중지된 동안에는 측정하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::EventEditorPanel</name>
    <message>
        <source>at</source>
        <translation>예약</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>누구나</translation>
    </message>
    <message>
        <source>Listed people</source>
        <translation>명단</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>복제…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Coupon ID</source>
        <translation>쿠폰 ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Total stock</source>
        <translation>총 재고</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>오픈</translation>
    </message>
    <message>
        <source>Closes</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>참여자 추가…</translation>
    </message>
    <message>
        <source>%1 people in the directory.</source>
        <translation>등록된 참여자 %1명.</translation>
    </message>
    <message>
        <source>Edit event</source>
        <translation>이벤트 편집</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 이벤트</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Kept on record</source>
        <translation>기록에 남습니다</translation>
    </message>
    <message>
        <source>Reason for correcting the stock</source>
        <translation>재고를 정정하는 이유</translation>
    </message>
    <message>
        <source>Correct the stock</source>
        <translation>재고 정정</translation>
    </message>
    <message>
        <source>The stock is as it was</source>
        <translation>재고가 그대로입니다</translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation>이유가 필요합니다</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::EventListCard</name>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>Events are listed here once they are created.</source>
        <translation>이벤트를 만들면 여기에 나열됩니다.</translation>
    </message>
    <message>
        <source>New +</source>
        <translation>새로 +</translation>
    </message>
    <message>
        <source>Write down a new event</source>
        <translation>새 이벤트를 만듭니다</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>편집…</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>자세히 보기</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>복제…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>New event…</source>
        <translation>새 이벤트…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>상세</translation>
    </message>
    <message>
        <source>Change the selected event (Return)</source>
        <translation>선택한 이벤트를 바꿉니다 (Return)</translation>
    </message>
    <message>
        <source>What the selected event was armed with; correct its stock (Return)</source>
        <translation>선택한 이벤트의 내용을 보고 재고를 정정합니다 (Return)</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::FunnelCard</name>
    <message>
        <source>Funnel</source>
        <translation>깔때기</translation>
    </message>
    <message>
        <source>Attempted</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>발급</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>확정</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::GoLineRow</name>
    <message>
        <source>Waive…</source>
        <translation>면제…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>철회</translation>
    </message>
    <message>
        <source>Takes the waiver back</source>
        <translation>면제를 거둬들입니다</translation>
    </message>
    <message>
        <source>Why it may be ignored</source>
        <translation>무시해도 되는 이유</translation>
    </message>
    <message>
        <source>Reason for waiving %1</source>
        <translation>‘%1’ 면제 이유</translation>
    </message>
    <message>
        <source>Waive</source>
        <translation>면제</translation>
    </message>
    <message>
        <source>Load %1 more</source>
        <translation>%1 더 적재</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>%1 빼기</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>참여자 추가…</translation>
    </message>
    <message>
        <source>waived: “%1”</source>
        <translation>면제: “%1”</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::GoNoGoCard</name>
    <message>
        <source>Go / no-go</source>
        <translation>출발 점검</translation>
    </message>
    <message numerus="yes">
        <source>%n go</source>
        <translation>
            <numerusform>%n 정상</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waived</source>
        <translation>
            <numerusform>%n 면제</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning</source>
        <translation>
            <numerusform>%n 경고</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no-go</source>
        <translation>
            <numerusform>%n 불가</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n 모름</numerusform>
        </translation>
    </message>
    <message>
        <source>No-go: countdown held</source>
        <translation>점검 실패: 카운트다운 보류</translation>
    </message>
    <message>
        <source>No-go: opening forbidden</source>
        <translation>점검 실패: 오픈 불가</translation>
    </message>
    <message>
        <source>Measured again each second. A hard line that fails holds the countdown.</source>
        <translation>매초 다시 측정됩니다. 필수 항목이 실패하면 카운트다운이 보류됩니다.</translation>
    </message>
    <message>
        <source>The conditions for opening are measured here while an event is draft, armed or held.</source>
        <translation>이벤트가 초안, 준비됨, 보류일 때 오픈 조건을 여기서 측정합니다.</translation>
    </message>
    <message>
        <source>As it stood before opening.</source>
        <translation>오픈 직전의 상태입니다.</translation>
    </message>
    <message>
        <source>Oldest measurement: %1.</source>
        <translation>가장 오래된 측정: %1.</translation>
    </message>
    <message>
        <source>Loaded to the planned stock from go/no-go</source>
        <translation>출발 점검에서 계획 재고까지 적재</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::LagCard</name>
    <message>
        <source>Lag by partition</source>
        <translation>파티션별 미저장</translation>
    </message>
    <message>
        <source>Readers of the log</source>
        <translation>로그를 읽는 그룹</translation>
    </message>
    <message>
        <source>Log end, saved up to and lag of every partition and group</source>
        <translation>모든 파티션과 그룹의 로그 끝, 저장 위치, 미저장 건수</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::LagPanel</name>
    <message>
        <source>Lag by partition</source>
        <translation>파티션별 미저장</translation>
    </message>
    <message>
        <source>Measured %1</source>
        <translation>%1 측정</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::LagWords</name>
    <message>
        <source>over %1</source>
        <comment>time behind</comment>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>아직 측정 안 됨</translation>
    </message>
    <message>
        <source>keeps up</source>
        <translation>따라감</translation>
    </message>
    <message>
        <source>falls behind</source>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>saves nothing</source>
        <translation>저장 멈춤</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>멈춰 있음</translation>
    </message>
    <message>
        <source>nobody reads</source>
        <translation>읽는 쪽 없음</translation>
    </message>
    <message>
        <source>went back</source>
        <translation>되돌아감</translation>
    </message>
    <message>
        <source>%1: not measured yet.</source>
        <translation>%1: 아직 측정되지 않았습니다.</translation>
    </message>
    <message>
        <source>%1: %2 waiting to be saved. How saving goes is known after 10&#xa0;s.</source>
        <translation>%1: %2건이 저장을 기다립니다. 저장 상황은 10초 뒤에 알 수 있습니다.</translation>
    </message>
    <message>
        <source>%1: all that is in the log is saved.</source>
        <translation>%1: 로그에 있는 것은 모두 저장했습니다.</translation>
    </message>
    <message>
        <source>%1: %2 waiting to be saved, and saving keeps up. Nothing to do.</source>
        <translation>%1: %2건이 저장을 기다리며, 저장이 따라가고 있습니다. 할 일은 없습니다.</translation>
    </message>
    <message>
        <source>%1: %2 waiting to be saved, and more come than are saved. Coupons are safe in the log and show as saved later. If it goes on, look at the load of the SQL server.</source>
        <translation>%1: %2건이 저장을 기다리며, 저장보다 빨리 쌓이고 있습니다. 쿠폰은 로그에 안전하게 있고 저장 표시만 늦어집니다. 계속되면 SQL 서버의 부하를 확인하세요.</translation>
    </message>
    <message>
        <source>%1: %2 waiting, and in some partition nothing was saved for 10&#xa0;s. Coupons are safe in the log. See whether the SQL server answers.</source>
        <translation>%1: %2건이 기다리며, 10초 동안 아무것도 저장되지 않은 파티션이 있습니다. 쿠폰은 로그에 안전하게 있습니다. SQL 서버가 응답하는지 확인하세요.</translation>
    </message>
    <message>
        <source>%1: %2 waiting, and no node reads them. Coupons are safe in the log. Start a node, or see why its consumer does not run.</source>
        <translation>%1: %2건이 기다리는데 읽는 노드가 없습니다. 쿠폰은 로그에 안전하게 있습니다. 노드를 시작하거나 저장 작업이 멈춘 까닭을 확인하세요.</translation>
    </message>
    <message>
        <source>%1: saving went back and does again what it had done. Nobody gets a coupon twice by it. See whether the ledger was replaced by an older copy.</source>
        <translation>%1: 저장이 되돌아가 이미 한 것을 다시 합니다. 그래도 쿠폰을 두 번 받는 사람은 없습니다. 원장이 이전 복사본으로 바뀌었는지 확인하세요.</translation>
    </message>
    <message>
        <source>%1: it falls behind. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: 뒤처지고 있습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: in some partition it stands still. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: 멈춰 있는 파티션이 있습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: it has no reader. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: 읽는 쪽이 없습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: it went back and reads again. Coupons do not depend on it. Whoever runs it should know.</source>
        <translation>%1: 되돌아가 다시 읽습니다. 쿠폰에는 영향이 없습니다. 운영 담당자가 알아야 합니다.</translation>
    </message>
    <message>
        <source>%1: it keeps up where it has committed; in some partitions it has committed nothing so far.</source>
        <translation>%1: 커밋한 파티션은 따라가고 있고, 아직 커밋하지 않은 파티션이 있습니다.</translation>
    </message>
    <message>
        <source>%1: it has committed nothing so far, so nobody can tell how far it is. Coupons do not depend on it.</source>
        <translation>%1: 아직 커밋한 것이 없어 어디까지 읽었는지 알 수 없습니다. 쿠폰에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>%1: %2 left to read. How it gets on is known after 10&#xa0;s.</source>
        <translation>%1: %2건이 남았습니다. 진행 상황은 10초 뒤에 알 수 있습니다.</translation>
    </message>
    <message>
        <source>%1: it has read all of the log.</source>
        <translation>%1: 로그를 모두 읽었습니다.</translation>
    </message>
    <message>
        <source>%1: %2 left to read, and it keeps up. Nothing to do.</source>
        <translation>%1: %2건이 남았고, 따라가고 있습니다. 할 일은 없습니다.</translation>
    </message>
    <message>
        <source>%1: %2 left to read, and it falls behind. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: %2건이 남았고, 뒤처지고 있습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: %2 left to read, and in some partition it stands still. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: %2건이 남았고, 멈춰 있는 파티션이 있습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: %2 left to read, and it has no reader. Coupons do not depend on it. Tell whoever runs it.</source>
        <translation>%1: %2건이 남았는데 읽는 쪽이 없습니다. 쿠폰에는 영향이 없습니다. 운영 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>%1: Kafka does not let it be read, so its figures are old. Coupons do not depend on it. Allow this console to describe the group.</source>
        <translation>%1: Kafka가 조회를 허용하지 않아 값이 오래되었습니다. 쿠폰에는 영향이 없습니다. 이 콘솔에 그룹 조회 권한을 주세요.</translation>
    </message>
    <message>
        <source>The topic %1 is not there yet, so nothing of it can be measured. A node makes it when it starts; see its log where it does not.</source>
        <translation>토픽 %1이(가) 아직 없어 측정할 수 없습니다. 노드가 시작할 때 만들며, 만들지 않으면 노드의 기록을 확인하세요.</translation>
    </message>
    <message>
        <source>Kafka does not answer, so these figures are old. Coupons are still issued, and wait in the outbox. It is asked again by itself.</source>
        <translation>Kafka가 응답하지 않아 이 값은 오래되었습니다. 쿠폰은 계속 발급되어 전송을 기다립니다. 자동으로 다시 조회합니다.</translation>
    </message>
    <message>
        <source>The ledger does not answer, so it may have saved more than is shown. Coupons are safe in the log. It is asked again by itself.</source>
        <translation>원장이 응답하지 않아 실제로는 더 저장되었을 수 있습니다. 쿠폰은 로그에 안전하게 있습니다. 자동으로 다시 조회합니다.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Topic and partition</source>
        <translation>토픽과 파티션</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>Saved up to</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>미저장</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>뒤처진 시간</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>0&#xa0;s</source>
        <comment>time behind</comment>
        <translation>0초</translation>
    </message>
    <message>
        <source>%1: %2 waiting to be saved, which is much, but saving keeps up. Coupons are safe in the log and show as saved later.</source>
        <translation>%1: %2건이 저장을 기다려 많은 편이지만 저장이 따라가고 있습니다. 쿠폰은 로그에 안전하게 있고 저장 표시만 늦어집니다.</translation>
    </message>
    <message>
        <source>%1: %2 left to read, which is much, but it keeps up. Coupons do not depend on it.</source>
        <translation>%1: %2건이 남아 많은 편이지만 따라가고 있습니다. 쿠폰에는 영향이 없습니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::LaunchCharts</name>
    <message>
        <source>Requests per second</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>응답 시간</translation>
    </message>
    <message>
        <source>Stock remaining</source>
        <translation>잔여 재고</translation>
    </message>
    <message>
        <source>this launch</source>
        <translation>이번 런치</translation>
    </message>
    <message>
        <source>rehearsal</source>
        <translation>리허설</translation>
    </message>
    <message>
        <source>Accepted, not yet saved</source>
        <translation>발급됐지만 미저장</translation>
    </message>
    <message>
        <source>Last 30 s</source>
        <translation>최근 30초</translation>
    </message>
    <message>
        <source>Last 2 min</source>
        <translation>최근 2분</translation>
    </message>
    <message>
        <source>Last 10 min</source>
        <translation>최근 10분</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>critical %1</source>
        <translation>위험 %1</translation>
    </message>
    <message>
        <source>warning %1</source>
        <translation>경고 %1</translation>
    </message>
    <message>
        <source>How much time the charts show</source>
        <translation>차트에 보일 시간</translation>
    </message>
    <message>
        <source>rehearsal %1</source>
        <translation>리허설 %1</translation>
    </message>
    <message>
        <source>all saved in ~%1</source>
        <translation>약 %1 뒤 모두 저장</translation>
    </message>
    <message>
        <source>sold out in ~%1</source>
        <translation>약 %1 뒤 소진</translation>
    </message>
    <message>
        <source>all saved in ~%1&#xa0;s</source>
        <translation>약 %1초 뒤 저장 완료</translation>
    </message>
    <message>
        <source>sold out in ~%1&#xa0;s</source>
        <translation>약 %1초 뒤 소진</translation>
    </message>
    <message>
        <source>confirmed in %1 (p95, slowest node)</source>
        <translation>저장 확인 %1 (p95, 가장 느린 노드)</translation>
    </message>
    <message>
        <source>confirmed in %1 (p95)</source>
        <translation>저장 확인 %1 (p95)</translation>
    </message>
    <message>
        <source>after %1</source>
        <comment>confirmed</comment>
        <translation>%1 뒤</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::LaunchPage</name>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Go / no-go</source>
        <translation>출발 점검</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>정합성 검사</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>런치</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>아직 이벤트가 없습니다</translation>
    </message>
    <message>
        <source>An event is one coupon on offer. Create one, or run a rehearsal to see a whole launch that leaves no trace.</source>
        <translation>이벤트는 선착순으로 나눠 주는 쿠폰 하나입니다. 새로 만들거나, 흔적을 남기지 않는 리허설로 런치 전체를 미리 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>New event…</source>
        <translation>새 이벤트…</translation>
    </message>
    <message>
        <source>Run a rehearsal</source>
        <translation>리허설 실행</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장했습니다</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>act done, event</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stock corrected</source>
        <translation>재고를 정정했습니다</translation>
    </message>
    <message>
        <source>No-go waived; the reason is on record</source>
        <translation>출발 점검을 면제했습니다. 이유가 기록되었습니다</translation>
    </message>
    <message>
        <source>Waiver withdrawn</source>
        <translation>면제를 철회했습니다</translation>
    </message>
    <message>
        <source>No node has told of its events</source>
        <translation>이벤트를 알려 준 노드가 아직 없습니다</translation>
    </message>
    <message>
        <source>They are shown as soon as one of the nodes below is live.</source>
        <translation>아래 노드 중 하나가 연결되면 바로 표시됩니다.</translation>
    </message>
    <message>
        <source>Rebuilt: the event is paused, and goes on when you resume it</source>
        <translation>재구성함: 이벤트는 일시정지 상태이며, 재개하면 이어집니다</translation>
    </message>
    <message>
        <source>%1 dead letters are in the ledger now, %2 were refused again.</source>
        <translation>처리 실패 기록 %1건이 이제 원장에 있고, %2건은 다시 거부되었습니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::MarkedTabs</name>
    <message>
        <source>%1, tab %2 of 2</source>
        <translation>%1, 탭 2개 중 %2번째</translation>
    </message>
    <message>
        <source>%1 needs attention</source>
        <translation>‘%1’ 확인 필요</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::NodeWords</name>
    <message>
        <source>connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <source>live</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>stale: it says nothing</source>
        <translation>소식 없음</translation>
    </message>
    <message>
        <source>unreachable: nobody listens</source>
        <translation>연결 안 됨: 그 주소에서 응답하는 프로그램이 없음</translation>
    </message>
    <message>
        <source>unreachable: it does not answer</source>
        <translation>연결 안 됨: 답이 없음</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>refused: wrong token</source>
        <translation>거부됨: 토큰이 다름</translation>
    </message>
    <message>
        <source>refused: it wants TLS</source>
        <translation>거부됨: TLS 필요</translation>
    </message>
    <message>
        <source>not a Firstcome node</source>
        <translation>Firstcome 노드가 아님</translation>
    </message>
    <message>
        <source>another version of Firstcome</source>
        <translation>다른 버전의 Firstcome</translation>
    </message>
    <message>
        <source>embedded: attach to it alone</source>
        <translation>내장형 노드: 하나만 따로 연결하세요</translation>
    </message>
    <message>
        <source>unreachable: connection lost</source>
        <translation>연결 안 됨: 연결이 끊어짐</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>RPS</source>
        <translation>RPS</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>처리 중</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>마지막 소식</translation>
    </message>
    <message>
        <source>now</source>
        <translation>방금</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::NodesCard</name>
    <message>
        <source>Nodes</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>The page sums the live nodes. Its percentiles are those of the slowest node.</source>
        <translation>화면의 값은 연결된 노드의 합계이며, 백분위 응답 시간은 가장 느린 노드의 값입니다.</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>처리 중</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>마지막 소식</translation>
    </message>
    <message>
        <source>%1 of %2 live</source>
        <translation>%2개 중 %1개 연결</translation>
    </message>
    <message>
        <source>Not attached to: %1. Name them in --connect too.</source>
        <translation>연결하지 않은 노드: %1. --connect에 함께 적으세요.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::PageHead</name>
    <message>
        <source>Clock</source>
        <translation>시계</translation>
    </message>
    <message>
        <source>%1 · opens %2, closes %3 %4</source>
        <translation>%1 · %2 오픈, %3 종료 %4</translation>
    </message>
    <message>
        <source>%1 · opens %2 %3, closed by hand</source>
        <translation>%1 · %2 %3 오픈, 수동 종료</translation>
    </message>
    <message>
        <source>%1 · opened by hand, closes %2 %3</source>
        <translation>%1 · 수동 오픈, %2 %3 종료</translation>
    </message>
    <message>
        <source>%1 · opened and closed by hand</source>
        <translation>%1 · 수동 오픈, 수동 종료</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>런치</translation>
    </message>
    <message>
        <source>held · would open %1</source>
        <translation>보류 · 재개 시 %1 오픈</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>rehearsal</source>
        <translation>리허설</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::PeoplePanel</name>
    <message>
        <source>Add people</source>
        <translation>참여자 추가</translation>
    </message>
    <message>
        <source>Add test people</source>
        <translation>시험 참여자 추가</translation>
    </message>
    <message>
        <source>Import CSV…</source>
        <translation>CSV 가져오기…</translation>
    </message>
    <message>
        <source>Adding people</source>
        <translation>참여자 추가 중</translation>
    </message>
    <message>
        <source>One participant ID a line; a header is skipped. Bad rows are listed, the good ones kept.</source>
        <translation>한 줄에 참여자 ID 하나. 머리글은 건너뜁니다. 잘못된 행은 나열하고 올바른 행은 추가합니다.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>인원</translation>
    </message>
    <message>
        <source>IDs begin with</source>
        <translation>ID 앞부분</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>참여자 가져오기</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv *.txt)</source>
        <translation>쉼표로 구분된 값 (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>People are being added</source>
        <translation>참여자를 추가하는 중입니다</translation>
    </message>
    <message>
        <source>%1 added, %2 already there, %3 in all.</source>
        <translation>%1명 추가, %2명은 이미 있음, 모두 %3명.</translation>
    </message>
    <message>
        <source>Bad rows left out: %1; the first %2 are below.</source>
        <translation>잘못된 행 %1개를 제외했습니다. 처음 %2개는 아래에 있습니다.</translation>
    </message>
    <message>
        <source>Bad rows left out: %1.</source>
        <translation>잘못된 행 %1개를 제외했습니다.</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::ReplayPanel</name>
    <message>
        <source>Dead letters</source>
        <translation>처리 실패 기록</translation>
    </message>
    <message>
        <source>Tries to write them to the ledger again</source>
        <translation>원장에 다시 써 봅니다</translation>
    </message>
    <message>
        <source>The ledger is asked what a replay would do.</source>
        <translation>다시 처리하면 어떻게 될지 원장에 묻는 중입니다.</translation>
    </message>
    <message>
        <source>No dead letter waits.</source>
        <translation>기다리는 처리 실패 기록이 없습니다.</translation>
    </message>
    <message>
        <source>A replay writes %1 new rows, finds %2 there already, and fails again for %3. Nothing was changed yet.</source>
        <translation>다시 처리하면 새 행 %1건을 쓰고, %2건은 이미 있으며, %3건은 다시 실패합니다. 아직 아무것도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown.</source>
        <translation>%2건 가운데 처음 %1건을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Replay all</source>
        <translation>모두 다시 처리</translation>
    </message>
    <message>
        <source>Replay %1</source>
        <translation>%1건 다시 처리</translation>
    </message>
    <message>
        <source>The ledger is being asked</source>
        <translation>원장에 묻는 중입니다</translation>
    </message>
    <message>
        <source>None of them can be written</source>
        <translation>쓸 수 있는 기록이 없습니다</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::SuspensionCard</name>
    <message>
        <source>Suspended</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>People at risk</source>
        <translation>위험한 참여자</translation>
    </message>
    <message>
        <source>Rebuild…</source>
        <translation>재구성…</translation>
    </message>
    <message>
        <source>%1 accepts at risk</source>
        <translation>위험한 발급 %1건</translation>
    </message>
    <message>
        <source>The store has less than what people were shown, so nobody is answered. This node&apos;s journal knows the people of %1 of them; a rebuild asks all nodes, the log and the ledger too.</source>
        <translation>저장소에 이미 보여 준 것보다 적게 남아 있어 아무에게도 답하지 않습니다. 이 노드의 저널은 그중 %1건의 참여자를 알고 있으며, 재구성은 모든 노드와 로그, 원장도 확인합니다.</translation>
    </message>
    <message>
        <source>This node&apos;s journal knows none of them</source>
        <translation>이 노드의 저널에는 해당하는 참여자가 없습니다</translation>
    </message>
    <message>
        <source>No data from the backend</source>
        <translation>백엔드에서 데이터가 오지 않습니다</translation>
    </message>
    <message>
        <source>The rebuild is under way</source>
        <translation>재구성하는 중입니다</translation>
    </message>
    <message>
        <source>A rebuild was begun</source>
        <translation>재구성이 시작됨</translation>
    </message>
    <message>
        <source>Rebuild %1?</source>
        <translation>%1: 재구성할까요?</translation>
    </message>
    <message>
        <source>Everybody who was shown a coupon gets it back, from the ledger, the log and the journals. Slots that nobody can be named for are voided for good. The event is paused afterwards.</source>
        <translation>쿠폰을 보여 준 사람은 모두 원장, 로그, 저널에서 되찾습니다. 주인을 알 수 없는 순번은 영구히 무효가 됩니다. 끝나면 이벤트는 일시정지됩니다.</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>재구성</translation>
    </message>
</context>
<context>
    <name>firstcome::pages::launch::TimelineCard</name>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>아직 아무 일도 없습니다</translation>
    </message>
    <message>
        <source>Every act, allowed or refused, is kept here for good.</source>
        <translation>허용되거나 거부된 모든 조작이 여기에 영구히 남습니다.</translation>
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
    <message>
        <source>%1 + WAIT %2</source>
        <translation>%1 + WAIT %2</translation>
    </message>
    <message>
        <source>%1, %2 withheld</source>
        <translation>%1, %2건 보류</translation>
    </message>
    <message>
        <source>AOF each second + journal</source>
        <translation>매초 AOF + 저널</translation>
    </message>
    <message>
        <source>AOF before each answer</source>
        <translation>응답 전 AOF</translation>
    </message>
    <message>
        <source>synced before each answer</source>
        <translation>응답 전 동기화</translation>
    </message>
    <message>
        <source>Durability</source>
        <translation>내구성</translation>
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
    <name>firstcome::shell::ClosingDialog</name>
    <message>
        <source>Keep serving without a window</source>
        <translation>창 없이 계속 처리</translation>
    </message>
    <message>
        <source>Pause and quit</source>
        <translation>일시정지 후 종료</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>창 닫기</translation>
    </message>
    <message>
        <source>An event is live</source>
        <translation>이벤트가 진행 중입니다</translation>
    </message>
    <message>
        <source>%1 events are live</source>
        <translation>이벤트 %1개가 진행 중입니다</translation>
    </message>
    <message>
        <source>The console serves it. Keep serving and people notice nothing; pause, and they are told so until somebody starts the console and resumes.</source>
        <translation>콘솔이 이 이벤트를 처리하고 있습니다. 계속 처리하면 참여자는 아무 변화도 느끼지 못합니다. 일시정지하면 다시 콘솔을 켜서 재개할 때까지 그렇게 안내됩니다.</translation>
    </message>
    <message>
        <source>The console serves them. Keep serving and people notice nothing; pause, and they are told so until somebody starts the console and resumes.</source>
        <translation>콘솔이 이벤트를 처리하고 있습니다. 계속 처리하면 참여자는 아무 변화도 느끼지 못합니다. 일시정지하면 다시 콘솔을 켜서 재개할 때까지 그렇게 안내됩니다.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>외 %1개</translation>
    </message>
    <message>
        <source>Pausing and saving</source>
        <translation>일시정지하고 저장하는 중</translation>
    </message>
    <message>
        <source>Nobody new is accepted. What was accepted is being written to the ledger; whatever is not there in 10 seconds is safe in the store and is written after the next start.</source>
        <translation>새로 발급하지 않습니다. 발급한 것을 원장에 쓰고 있습니다. 10초 안에 못 쓴 것은 저장소에 안전하게 남아 다음 시작 때 씁니다.</translation>
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
    <message>
        <source>%1 of %2 nodes</source>
        <translation>노드 %2개 중 %1개</translation>
    </message>
    <message>
        <source>This console is attached to running nodes; closing it stops nothing</source>
        <translation>실행 중인 노드에 연결된 콘솔입니다. 닫아도 아무것도 멈추지 않습니다</translation>
    </message>
    <message>
        <source>Worst p95</source>
        <translation>최악 p95</translation>
    </message>
</context>
</TS>
