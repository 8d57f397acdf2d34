import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// Chinese, Japanese and Korean messages with values inside of words: our own set with its truth.
@Suite struct WideTests {
    private static let names: [String: [String]] = [
        "zh": ["王小明", "李娜", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "周杰", "吴敏", "徐强", "孙悦"],
        "ja": ["田中", "佐藤花子", "鈴木一郎", "高橋", "伊藤美咲", "渡辺", "山本健太", "中村", "小林", "加藤さくら", "吉田", "山田太郎"],
        "ko": ["김민수", "이영희", "박지훈", "최수진", "정우성", "강하늘", "조은비", "윤서준", "장미란", "임재범", "한지민", "오세훈"],
    ]
    private static let templates: [String: [String]] = [
        "zh": [
            "用户@登录成功", "用户@登录失败，原因：密码错误", "@上传了文件<*>", "管理员@删除了<*>条记录", "通知【系统】已推送给@",
            "系统启动，版本<*>", "线程池已满", "备份完成", "备份失败", "任务<*>执行完毕",
        ],
        "ja": [
            "ユーザー@がログインしました", "会員@のチェックインに失敗しました：期限切れ", "@さんがファイル<*>を登録しました", "管理者@が<*>件のレコードを削除しました",
            "通知【システム】を@へ送信", "システムを起動します。バージョン<*>", "スレッドプールが満杯です", "バックアップ完了", "バックアップ失敗",
        ],
        "ko": [
            "@님이 파일 <*>을 등록했습니다", "@님이 로그아웃 버튼을 눌렀습니다", "@에게 메일 <*>건을 보냈습니다", "시스템을 시작합니다. 버전 <*>",
            "스레드 풀이 가득 찼습니다", "백업 완료", "백업 실패",
        ],
    ]

    /// Messages in a seeded order, with the truth of each.
    private static func messages(_ language: String) throws -> [(message: String, truth: String)] {
        var random = Seeded(7)
        let names = try #require(Self.names[language])
        var all: [(message: String, truth: String)] = []
        for template in try #require(Self.templates[language]) {
            for name in names {
                let number = Int.random(in: 1..<5000, using: &random)
                let message = template.replacing("@", with: name).replacing("<*>", with: "\(number)")
                all.append((message, template.replacing("@", with: "<*>")))
            }
        }
        return all.shuffled(using: &random)
    }

    @Test(arguments: ["zh", "ja", "ko"]) func valuesInsideOfWordsAreFound(language: String) throws {
        let messages = try Self.messages(language)
        var mill = Mill()
        mill.feed(messages.map(\.message))
        let wrong = zip(mill.texts, messages).filter { $0 != $1.truth }
        #expect(wrong.isEmpty, "\(Set(wrong.map { "\($0) for \($1.truth)" }).sorted())")
        // A name never seen is one more of them, and is told as the value.
        guard language == "zh" else { return }
        let text = "用户欧阳修登录成功"
        let match = mill.feed(text)
        #expect(!match.isNew && mill.miner.text(match.index) == "用户<*>登录成功")
        let bytes = [UInt8](text.utf8)
        let found = mill.miner.placedVariables(
            of: match.index, message: ByteRange(0, bytes.count), in: bytes.span.bytes)
        #expect(found.map { bytes.span.bytes.text($0.range) } == ["欧阳修"])
        #expect(
            PatternLanguage.regex.pattern(of: mill.miner.pieces(of: match.index), id: "") == "^用户(?P<word>.*?)登录成功$")
    }

    /// What says how something went is no value, nor are a few words that happen to begin or end alike.
    @Test func whatDiffersInMeaningStaysApart() {
        let messages = [
            "任务执行成功", "任务执行失败", "任务执行中止", "用户登录", "用户登出", "用户注册", "用户注销", "配置加载完成", "数据加载完成", "設定を反映しました",
            "配送を開始しました", "처리를 시작했습니다", "처리를 종료했습니다",
        ]
        var mill = Mill()
        for _ in 0..<3 { mill.feed(messages) }
        #expect(mill.templates.sorted() == messages.sorted())
    }

    @Test(arguments: ["zh", "ja", "ko"]) func restartAnywhereSameResult(language: String) throws {
        let messages = try Self.messages(language).map(\.message)
        var whole = Mill()
        whole.feed(messages)
        var pieces = Mill()
        var store: [UInt64: [UInt8]] = [:]
        var revision: UInt64?
        for (number, message) in messages.enumerated() {
            pieces.feed(message)
            guard number % 5 == 0 else { continue }
            for row in pieces.miner.changedRows(since: revision) { store[row.key] = row.bytes }
            revision = pieces.miner.revision
            pieces.miner = try TemplateMiner(rows: store.map { MinerRow(key: $0.key, bytes: $0.value) })
        }
        #expect((pieces.rows == whole.rows) as Bool)
        #expect((pieces.miner.snapshot() == whole.miner.snapshot()) as Bool)
    }

    /// A damaged snapshot gives an error or some state, never a trap.
    @Test func damagedSnapshots() throws {
        var mill = Mill()
        mill.feed(try Self.messages("zh").map(\.message))
        let snapshot = mill.miner.snapshot()
        var random = Seeded(4)
        for _ in 0..<400 {
            var damaged = snapshot
            damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            guard let miner = try? TemplateMiner(snapshot: damaged) else { continue }
            var after = Mill(miner)
            after.feed(try Self.messages("zh").prefix(20).map(\.message))
            for index in after.miner.indices { _ = after.miner.text(index) }
            _ = after.miner.snapshot()
        }
    }
}
