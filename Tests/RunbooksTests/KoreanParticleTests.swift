import Model
import Testing

@Suite struct KoreanParticleTests {
    @Test(arguments: [
        ("서버이(가)", "서버가"), ("큐을(를)", "큐를"), ("디스크은(는)", "디스크는"), ("볼륨이(가)", "볼륨이"), ("파일(으)로", "파일로"),
        ("볼륨(으)로", "볼륨으로"), ("app1/shop이(가)", "app1/shop이"), ("web1/nginx을(를)", "web1/nginx를"),
        ("work1/worker은(는)", "work1/worker는"), ("db1/postgresql과(와)", "db1/postgresql과"),
        ("cache1/redis와(과)", "cache1/redis와"), ("app2/payment이(가)", "app2/payment가"), ("kernel이(가)", "kernel이"),
        ("db1이(가)", "db1이"), ("db2이(가)", "db2가"), ("node10을(를)", "node10을"), ("HTTP은(는)", "HTTP는"),
        ("URL은(는)", "URL은"), ("410 ms을(를)", "410 ms를"), ("3f9a1c이(가)", "3f9a1c가"), ("host이(가)", "host가"),
        ("socket이(가)", "socket이"), ("node이(가)", "node가"), ("file(으)로", "file로"), ("machine은(는)", "machine은"),
        ("stack을(를)", "stack을"), ("staging이(가)", "staging이"), ("'배너', '띄우'이(가)", "'배너', '띄우'가"),
        ("inc-3 (app1: x)와(과)", "inc-3 (app1: x)과"), ("디스크 (전체)을(를)", "디스크 (전체)를"), ("a은(는) b을(를) 거쳐", "a는 b를 거쳐"),
        ("", ""), ("괄호 (없음)", "괄호 (없음)"), ("이(가)", "가"),
    ])
    func theRightFormIsChosen(text: String, expected: String) { #expect(text.withParticles == expected) }
}
