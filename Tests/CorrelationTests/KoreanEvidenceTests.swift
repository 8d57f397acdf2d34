import Testing

import Correlation

@Suite struct KoreanEvidenceTests {
    /// A sentence of each form, as the detectors make it.
    @Test(arguments: [
        ("142 in 10 s, usually 3.1 (x46)", "10초에 142건, 평소 3.1건 (x46)"),
        ("3 in 10 s, usually hardly any", "10초에 3건, 평소 거의 없음"),
        ("3 in 10 s, usually under 0.001 (x161640)", "10초에 3건, 평소 0.001건 미만 (x161640)"),
        ("this step takes about 1.4 s (median of 60 s), usually 98 ms", "이 단계가 약 1.4초 걸림 (60초 동안의 중앙값), 평소 98밀리초"),
        (
            "31 of 60 took longer than 410 ms for this step in 60 s, usually 6",
            "60초 동안 60건 중 31건이 이 단계에 410밀리초보다 오래 걸림, 평소 6건"
        ),
        (
            "14 in 60 s were followed by another message than usual, usually 0.2",
            "60초에 14건 뒤에 평소와 다른 메시지가 이어짐, 평소 0.2건"
        ),
        (
            "14 in 5 min were the last message of their request, usually 0.2",
            "5분에 14건이 요청의 마지막 메시지로 끝남, 평소 0.2건"
        ),
        ("10.0.0.5 is 92% of `client` in 3 min, usually at most 3%", "3분 동안 `client` 가운데 10.0.0.5의 비율이 92%, 평소 최대 3%"),
        ("x is 92% of what stands there in 3 min, usually at most 3%", "3분 동안 그 자리에서 x의 비율이 92%, 평소 최대 3%"),
        ("12 in 5 min, usually 80 (15%)", "5분에 12건, 평소 80건 (15%)"),
        (
            "142 in 60 s, usually 31 (x4.6), for 17 min now; such rises usually pass in 4 min",
            "60초에 142건, 평소 31건 (x4.6), 17분째, 이런 증가는 보통 4분 만에 지나감"
        ),
        ("142 in 60 s, usually 31 (x4.6), for 17 min now", "60초에 142건, 평소 31건 (x4.6), 17분째"),
        ("the whole service is silent for 79 s, usually every 19 s", "서비스 전체가 79초 동안 조용함, 평소 19초마다"),
        ("silent for 4 min, usually 3.5 a second", "메시지가 4분 동안 조용함, 평소 초당 3.5건"),
        ("never seen before in 21 h, now once", "21시간 동안 없던 메시지가 지금 1번"),
        (
            "never seen before in 21 h, now once; heard from 3 elsewhere within the last hour",
            "21시간 동안 없던 메시지가 지금 1번, 최근 한 시간 안에 다른 3곳에서도 나옴"
        ),
        ("first message of a service not heard of before, 3 times", "처음 듣는 서비스의 첫 메시지, 3번"),
        ("again after 9 days without it", "9일 만에 다시 나옴"),
        (
            "42% of 140 messages in 10 s are failures, usually 1.2%; 61 in 60 s, usually 9.8",
            "10초 동안 메시지 140건 중 42%가 실패, 평소 1.2%. 60초에 61건, 평소 9.8건"
        ),
        ("42% of 140 messages in 60 s are failures, usually 1.2%", "60초 동안 메시지 140건 중 42%가 실패, 평소 1.2%"),
        ("p50 98 ms -> 1.4 s in 60 s", "60초 동안 중앙값 98 ms → 1.4 s"),
        (
            "31 of 60 in 60 s are above 410 ms, the usual p90; usually 6 are",
            "60초 동안 60건 중 31건이 평소의 p90인 410 ms를 넘음, 평소 6건"
        ),
        (
            "27 messages of 5 kinds that this service hardly ever had, in 60 s; a clump of such usually holds 4",
            "이 서비스에 거의 없던 5종류의 메시지가 60초에 27건, 그런 무리는 평소 4건"
        ),
    ])
    func sentencesOfTheDetectorsAreTold(_ english: String, _ korean: String) {
        #expect(KoreanEvidence.told(english) == korean)
    }

    /// What another system says, or a form that is not known, stays as it is.
    @Test(arguments: [
        "", "Disk usage in prod, usually low, is high", "never seen before in a while, now once",
        "silent for ever, usually every day",
        "3 files in 2 folders, usually none",
    ])
    func otherTextStays(_ text: String) { #expect(KoreanEvidence.told(text) == text) }
}
