import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// What messages become together.
@Test(
    arguments: [
        // Names behind `user` are a variable at the second one.
        (
            ["session opened for user alice by (uid=0)", "session opened for user bob by (uid=0)"],
            ["session opened for user <*> by (uid=<*>)"]
        ),
        // States stay apart.
        (
            ["connection opened from 10.0.0.1", "connection closed from 10.0.0.2"],
            ["connection opened from <*>", "connection closed from <*>"]
        ),
        (
            ["cupsd startup succeeded", "klogd startup succeeded"],
            ["cupsd startup succeeded", "klogd startup succeeded"]
        ),
        // Numbered names differ in their numbers.
        (["link eth0 is up", "link eth1 is up"], ["link <*> is up"]),
        // Two class names differ at once.
        (
            [
                "Registering class org.a.Alpha for class org.a.AlphaHandler",
                "Registering class org.a.Beta for class org.a.BetaHandler",
                "Registering class org.b.Gamma for class org.b.GammaHandler",
            ],
            ["Registering class <*> for class <*>"]
        ),
        // Messages of one code come from one statement: what differs in them are values, unless most does or it is a state.
        (
            [
                "SRVX0006: Relay GRPC listener grpc listening on port 80",
                "SRVX0006: Relay AJP listener ajp listening on port 81",
            ],
            ["SRVX0006: Relay <*> listener <*> listening on port <*>"]
        ),
        (
            ["SRVX0007: paid by card", "SRVX0007: sent to shop"],
            ["SRVX0007: paid by card", "SRVX0007: sent to shop"]
        ),
        (
            ["SRVX0008: link north is up on rack", "SRVX0008: link north is down on rack"],
            ["SRVX0008: link north is up on rack", "SRVX0008: link north is down on rack"]
        ),
        // What function it was is all that a row of fields says.
        (
            [
                "openChannel : mon:0x12 fd:36", "readChannel : mon:0x13 fd:37", "pollChannel : mon:0x14 fd:38",
                "sealChannel : mon:0x15 fd:39",
            ],
            [
                "openChannel : mon:<*> fd:<*>", "readChannel : mon:<*> fd:<*>", "pollChannel : mon:<*> fd:<*>",
                "sealChannel : mon:<*> fd:<*>",
            ]
        ),
        // An id in the place of a code differs in its digits alone.
        (["JOB-10234: paid by card", "JOB-10235: paid by card"], ["<*>: paid by card"]),
        // A name of three parts or more is a value at its second sight.
        (
            ["Exporting bean org.a.Alpha to local store", "Exporting bean org.b.Beta to local store"],
            ["Exporting bean <*> to local store"]
        ),
        // Languages that say what happened at the end begin with names.
        (
            ["서울", "부산", "대전", "대구", "울산", "광주", "인천"].map { "\($0) 전산실 온도 31도" },
            ["<*> 전산실 온도 <*>도"]
        ),
        // A unit goes with its number.
        (["estimated size 8.8 KB left", "estimated size 384.0 B left"], ["estimated size <*> left"]),
        (["sent 12 bytes total", "sent 1190 bytes (1.16 KB) total"], ["sent <*> bytes total"]),
        (["lifetime <1 sec", "lifetime 00:02", "lifetime 01:07:37"], ["lifetime <*>"]),
        // Lists and empty brackets.
        (["ids [1, 2]", "ids [1, 2, 3]", "ids [4, 5, 6, 7, 8]"], ["ids [<*>, <*>]"]),
        (["from 10.0.0.1 () done", "from 10.0.0.1 (host-1.example.org) done"], ["from <*> (<*>) done"]),
        // Keys are never variables.
        (
            ["env a.version=1", "env b.version=2", "env c.home=3", "env d.dir=4"],
            ["env a.version=<*>", "env b.version=<*>", "env c.home=<*>", "env d.dir=<*>"]
        ),
        // Compounds of states stay apart, also where the name beside them differs.
        (
            [
                "phase half-installed lib-a now", "phase half-configured lib-b now", "phase config-pending lib-c now",
                "phase half-installed lib-d now", "phase half-configured lib-e now", "phase config-pending lib-f now",
                "phase half-installed lib-g now", "phase half-configured lib-h now", "phase config-pending lib-i now",
            ],
            ["phase half-installed <*> now", "phase half-configured <*> now", "phase config-pending <*> now"]
        ),
        // What happened is told in one word, and the rest are fields.
        (
            [
                "*1 openStream, client: 10.0.0.1, server: 10.0.0.9:80",
                "*2 dropStream, client: 10.0.0.2, server: 10.0.0.9:80",
                "*3 sealStream, client: 10.0.0.3, server: 10.0.0.9:80",
                "*4 moveStream, client: 10.0.0.4, server: 10.0.0.9:80",
            ],
            [
                "*<*> openStream, client: <*>, server: <*>:<*>", "*<*> dropStream, client: <*>, server: <*>:<*>",
                "*<*> sealStream, client: <*>, server: <*>:<*>", "*<*> moveStream, client: <*>, server: <*>:<*>",
            ]
        ),
        // A remark in brackets is one value, however many words it has; one with a state is told apart.
        (
            [
                "phase 2 of 5 (Bus Probe) begun", "phase 3 of 5 (Late Bus Probe) begun",
                "phase 4 of 5 (Address Plan Commit) begun",
            ],
            ["phase <*> of <*> (<*>) begun"]
        ),
        (
            [
                "poll of 10.0.0.1 gave (link was lost)", "poll of 10.0.0.2 gave (link is up)",
                "poll of 10.0.0.3 gave (peer timeout)", "poll of 10.0.0.4 gave (peer refused)",
            ],
            [
                "poll of <*> gave (link was lost)", "poll of <*> gave (link is up)", "poll of <*> gave (peer timeout)",
                "poll of <*> gave (peer refused)",
            ]
        ),
        // All that stands behind a name and a colon is a value, also in two fields at once; not where it says all there is.
        (
            [
                "socket 4 gone, code: 3, kind: amber, zone: north", "socket 5 gone, code: 3, kind: coral, zone: south",
            ],
            ["socket <*> gone, code: <*>, kind: <*>, zone: <*>"]
        ),
        (
            ["tone: amber", "tone: coral", "tone: ivory", "tone: olive"],
            ["tone: amber", "tone: coral", "tone: ivory", "tone: olive"]
        ),
        // A name beside a numbered one, where values stand.
        (["disk_fits(vda) for 3 GiB", "disk_fits(vda1) for 4 GiB"], ["disk_fits(<*>) for <*> GiB"]),
        // Two class names differ at their second sight.
        (
            ["bind node_a.Left to slot_b.Up now", "bind node_c.Right to slot_d.Over now"],
            ["bind <*> to <*> now"]
        ),
        // Names in quotes are values at their second sight, also two at once; states in quotes are not.
        (
            ["Loading module \"glass\" from cache", "Loading module \"stone\" from cache"],
            ["Loading module \"<*>\" from cache"]
        ),
        (
            [
                "fiber 7 'tls_adapter' (parent 3 'main_conn') ended",
                "fiber 8 'tcp_adapter' (parent 5 'side_conn') ended",
            ],
            ["fiber <*> '<*>' (parent <*> '<*>') ended"]
        ),
        (
            ["door \"front\" is \"opened\" by key", "door \"front\" is \"closed\" by key"],
            ["door \"<*>\" is \"opened\" by key", "door \"<*>\" is \"closed\" by key"]
        ),
        // Names of different lengths in quotes.
        (
            [
                "joined room 'old town hall' at 1", "joined room 'green lake' at 2", "joined room 'harbour' at 3",
                "joined room 'high street' at 4",
            ],
            ["joined room '<*>' at <*>"]
        ),
        // A name that stands twice is one value at its second sight.
        (
            [
                "shard [bills,4] of node 7: growing replica set of shard [bills,4] to 3",
                "shard [users,2] of node 9: growing replica set of shard [users,2] to 2",
            ],
            ["shard [<*>,<*>] of node <*>: growing replica set of shard [<*>,<*>] to <*>"]
        ),
        // What was born before a position became a variable is taken in, whatever differs besides.
        (
            [
                "FLAG: --mode=\"Plain\"", "FLAG: --one=\"1\"", "FLAG: --two=\"2\"", "FLAG: --three=\"3\"",
                "FLAG: --four=\"4\"", "FLAG: --five=\"5\"", "FLAG: --six=\"6\"", "FLAG: --seven=\"7\"",
                "FLAG: --eight=\"8\"", "FLAG: --nine=\"9\"", "FLAG: --ten=\"10\"", "FLAG: --eleven=\"11\"",
                "FLAG: --twelve=\"12\"",
            ],
            ["FLAG: <*>=\"<*>\""]
        ),
        // Keys stay apart also where blanks pad them.
        (
            ["Setup: Mode      = [1]", "Setup: Flags     = [2]", "Setup: Scenario  = [3]", "Setup: Retries   = [4]"],
            [
                "Setup: Mode      = [<*>]", "Setup: Flags     = [<*>]", "Setup: Scenario  = [<*>]",
                "Setup: Retries   = [<*>]",
            ]
        ),
        // Numbered things of two kinds.
        (
            ["Truncating segment orders-4 at 17", "Truncating segment stock_eu-9 at 12"],
            ["Truncating segment <*> at <*>"]
        ),
        // Methods and levels stay apart.
        (
            [#"10.0.0.1 "GET /a/1" 200"#, #"10.0.0.2 "POST /a/2" 200"#],
            [#"<*> "GET <*>" <*>"#, #"<*> "POST <*>" <*>"#]
        ),
    ] as [([String], [String])])
func clusters(messages: [String], expected: [String]) {
    var mill = Mill()
    mill.feed(messages)
    #expect(mill.templates == expected)
}

/// Messages of one word, and settings as `name = value`, each say something of their own.
@Test func wordsThatStandAlone() {
    let names = ["Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma", "Kappa"]
    let steps = names.flatMap { first in names.map { "Run\(first)\($0)" } }
    let settings = steps.map { "  use_\($0) = DISABLED" }
    var mill = Mill()
    mill.feed(steps + settings + settings)
    #expect(Set(mill.templates) == Set(steps + settings.map { String($0.drop { $0 == " " }) }))
}

/// A word for a state is one name more where many names in quotes were seen, and news elsewhere.
@Test func statesAmongManyNamesInQuotes() {
    var mill = Mill()
    let stop = mill.feed("queue 1 adds job 'stop' to its list").index
    let first = mill.feed("queue 1 adds job 'report' to its list").index
    #expect(mill.miner.resolve(stop) != mill.miner.resolve(first))
    for word in [
        "mail", "sweep", "index", "scan", "export", "import", "merge", "split", "rank", "sort", "pack", "trim",
    ] {
        for _ in 0..<8 { mill.feed("queue 1 adds job '\(word)' to its list") }
    }
    // The place has held many names: `stop` is one of them, and so is what comes later.
    #expect(mill.miner.resolve(stop) == mill.miner.resolve(first))
    #expect(mill.merges.contains { mill.miner.resolve($0.from) == mill.miner.resolve(first) })
    #expect(mill.miner.resolve(mill.feed("queue 1 adds job 'failed' to its list").index) == mill.miner.resolve(first))
    // Few names tell nothing.
    let other = mill.feed("cell 1 opens gate 'west' for a while").index
    for _ in 0..<100 { mill.feed("cell 1 opens gate 'east' for a while") }
    #expect(mill.miner.resolve(mill.feed("cell 1 opens gate 'blocked' for a while").index) != mill.miner.resolve(other))
}

/// Korean, Japanese and Chinese messages: our own set with its truth. Values stand directly beside words and particles.
@Test func wideScripts() {
    let sets: [(template: String, messages: [String])] = [
        (
            "사용자 <*> 로그인했습니다",
            [
                "사용자 홍길동이 로그인했습니다", "사용자 김철수가 로그인했습니다", "사용자 이영희가 로그인했습니다",
                "사용자 박민수가 로그인했습니다", "사용자 최지우가 로그인했습니다",
            ]
        ),
        ("주문 <*>번의 결제가 완료되었습니다(<*>원)", ["주문 1001번의 결제가 완료되었습니다(5000원)", "주문 1002번의 결제가 완료되었습니다(12900원)"]),
        (
            "서버 <*>에 연결하지 못했습니다: 시간 초과 <*>ms",
            [
                "서버 db-01.example.kr에 연결하지 못했습니다: 시간 초과 3000ms",
                "서버 10.0.0.7에 연결하지 못했습니다: 시간 초과 500ms",
            ]
        ),
        ("디스크 사용량이 <*>%를 넘었습니다", ["디스크 사용량이 91%를 넘었습니다", "디스크 사용량이 95%를 넘었습니다"]),
        ("ユーザー<*>がログインしました", ["ユーザー42がログインしました", "ユーザー1077がログインしました"]),
        (
            "接続先「<*>」への要求が<*>ミリ秒で失敗しました。",
            [
                "接続先「10.0.0.1」への要求が300ミリ秒で失敗しました。",
                "接続先「api-2.example.jp」への要求が45ミリ秒で失敗しました。",
            ]
        ),
        ("处理请求<*>失败，耗时<*>毫秒。", ["处理请求123失败，耗时45毫秒。", "处理请求98765失败，耗时1毫秒。"]),
        ("用户<*>登录成功", ["用户8841登录成功", "用户77登录成功"]),
        ("服务已启动", ["服务已启动"]),
        ("服务已停止", ["服务已停止"]),
        ("서비스가 시작되었습니다", ["서비스가 시작되었습니다"]),
        ("서비스가 중지되었습니다", ["서비스가 중지되었습니다"]),
    ]
    var mill = Mill()
    var truth: [String] = []
    for round in 0..<5 {
        for set in sets {
            mill.feed(set.messages[round % set.messages.count])
            truth.append(set.template)
        }
    }
    let right = zip(mill.texts, truth).filter { $0 == $1.replacing("<*>ms", with: "<*>") }.count
    #expect(right == truth.count, "\(Set(mill.texts).subtracting(sets.map(\.template)).sorted())")
}

/// A generalisation keeps one id, reports the others, and every index ever given resolves to the template that lives.
@Test func mergesAndAliases() {
    var mill = Mill()
    let names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace"]
    let first = mill.feed("worker \(names[0]) finished job 7 in 5 ms")
    for name in names.dropFirst() { mill.feed("worker \(name) finished job 7 in 5 ms") }
    #expect(Set(mill.rows.map { mill.miner.resolve($0) }).count == 1)
    #expect(mill.miner.resolve(first.index) == first.index)
    #expect(mill.miner.id(mill.rows.last ?? -1) == first.id)
    #expect(mill.merges.allSatisfy { $0.to == first.index })
    #expect(mill.texts.last == "worker <*> finished job <*> in <*> ms")
    #expect(mill.miner.count(first.index) == names.count)
    #expect(mill.feed("worker heidi finished job 8 in 1 ms").index == first.index)
}

/// A template that takes a new word is named once, whether or not others were merged into it.
@Test func generalisedTemplatesAreNamed() {
    var mill = Mill()
    let index = mill.feed("login for user root failed").index
    #expect(mill.miner.takeGeneralised().isEmpty)
    mill.feed("login for user alice failed")
    #expect(mill.miner.takeGeneralised() == [index])
    mill.feed("login for user bob failed")
    #expect(mill.miner.takeGeneralised().isEmpty)
}

/// Values, their kinds and their positions on demand.
@Test func variablesAndKinds() {
    var mill = Mill()
    for number in 1...8 {
        mill.feed(
            "user root from 10.0.0.\(number):22 took \(number)ms for /srv/a\(number) size \(number)KB ratio 0.\(number) ok=true"
        )
    }
    let text = "user root from 10.0.0.1:22 took 7ms for /srv/b size 8KB ratio 1.5 ok=false"
    let index = mill.feed(text).index
    let bytes = [UInt8](text.utf8)
    var ranges: [ByteRange] = []
    mill.miner.variables(of: index, message: ByteRange(0, bytes.count), in: bytes.span.bytes, into: &ranges)
    #expect(
        ranges.map { bytes.span.bytes.text($0) } == ["root", "10.0.0.1", "22", "7ms", "/srv/b", "8KB", "1.5", "false"])
    #expect(
        mill.miner.kinds(of: index) == [.word, .address, .integer, .duration, .path, .size, .decimal, .flag])
    #expect(mill.miner.positions(of: index).count == ranges.count)
}

/// A flood keeps to its bounds, is flagged, and what was known stays known; afterwards the flag goes.
@Test func flood() {
    var options = TemplateMiner.Options()
    options.maximumTemplates = 500
    options.maximumSiblings = 2048
    var mill = Mill(options: options)
    var random = Seeded(11)
    func word() -> String {
        String((0..<7).map { _ in Character(UnicodeScalar(UInt8.random(in: 97...122, using: &random))) })
    }
    let known = (0..<100).map { _ in "\(word()) \(word()) reports \(word())" }
    for _ in 0..<5 { mill.feed(known.map { $0 + " 17" }) }
    let before = known.map { mill.feed($0 + " 3").index }
    #expect(!mill.miner.statistics.flood)
    for _ in 0..<8000 { mill.feed("\(word()) \(word()) \(word()) \(word())") }
    #expect(mill.miner.statistics.flood)
    #expect(mill.miner.statistics.templates <= 500)
    #expect(mill.miner.statistics.evictions > 7000)
    #expect(mill.miner.snapshot().count < 2_000_000)
    let after = known.map { mill.feed($0 + " 4") }
    #expect(after.map(\.index) == before)
    #expect(after.allSatisfy { !$0.isNew })
    #expect(mill.rows.allSatisfy { mill.miner.resolve($0) >= 0 })
    for _ in 0..<100 { mill.feed(known.map { $0 + " 5" }) }
    #expect(!mill.miner.statistics.flood)
}

/// Any bytes: no trap, and the fast path says what the slow path said.
@Test(arguments: 0..<20 as Range<UInt64>)
func anyBytes(seed: UInt64) {
    var random = Seeded(seed)
    let pieces: [[UInt8]] = [
        Array("user".utf8), Array("=".utf8), Array(" ".utf8), Array(":".utf8), Array("://".utf8), Array("C:\\".utf8),
        Array("(".utf8),
        Array(")".utf8), Array("<".utf8), Array(">".utf8), Array("[".utf8), Array("]".utf8), Array("1".utf8),
        Array("10.0.0.1".utf8),
        Array("00:11".utf8), Array("eth0".utf8), Array("..".utf8), Array("@".utf8), Array("#".utf8), Array("/a".utf8),
        Array("-".utf8),
        Array("한글".utf8), [0xe3, 0x80], [0xff], [0], Array("Jun".utf8), Array("KB".utf8), Array("\"".utf8),
        Array(",".utf8),
    ]
    var mill = Mill()
    for _ in 0..<2000 {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<14, using: &random) {
            bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }
        let message = ByteRange(0, bytes.count)
        let shape = mill.tokenizer.shape(of: message, in: bytes.span.bytes)
        let first = mill.miner.match(shape, message: message, in: bytes.span.bytes)
        let again = mill.miner.match(shape, message: message, in: bytes.span.bytes)
        #expect(mill.miner.resolve(first.index) == again.index)
        var ranges: [ByteRange] = []
        mill.miner.variables(of: again.index, message: message, in: bytes.span.bytes, into: &ranges)
        #expect(ranges.count == mill.miner.kinds(of: again.index).count)
    }
    for index in mill.miner.indices { #expect(!mill.miner.text(index).isEmpty || mill.miner.count(index) > 0) }
}
