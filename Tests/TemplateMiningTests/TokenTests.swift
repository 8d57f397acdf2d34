import Bytes
import Model
import TemplateMining
import Testing

/// What is a variable on sight.
@Test(
    arguments: [
        ("", ""),
        ("   ", ""),
        ("no values here", "no values here"),
        ("took 15 ms", "took <*> ms"),
        ("took 15ms, load -0.35", "took <*>, load <*>"),
        ("from 10.0.0.1:50010 to /10.0.0.2:22", "from <*>:<*> to <*>:<*>"),
        ("10.0.0.7,10.0.0.1 GET, 1.2,3.4 and 10.0.0.1, 10.0.0.2", "<*> GET, <*>,<*> and <*>, <*>"),
        ("mac 00:11:43:e3:ba:c3 at 07:08:09", "mac <*> at <*>:<*>:<*>"),
        ("listening on fe80::1ff:fe23:4567:890a now", "listening on <*> now"),
        ("slot 0000:00:1f.0 reset", "slot <*> reset"),
        ("at Fri Jun 17 07:07:00 2005", "at <*>:<*>:<*>"),
        ("you may 3 times", "you may <*> times"),
        ("open /var/log/syslog failed.", "open <*> failed."),
        (#"copy C:\Users\a b"#, "copy <*> b"),
        ("see http://wiki.example.org/Page for details", "see http://wiki.example.org/Page for details"),
        ("get http://10.1.2.3:80/a/b?c=1 done", "get http://<*> done"),
        ("base hdfs://10.0.0.1:9000", "base hdfs://<*>:<*>"),
        ("id=5f0c6c1e-1b1f-4f6e-9b1e-0d9f6d1e2a3b ok", "id=<*> ok"),
        ("key=value flag=true none=null", "key=value flag=<*> none=<*>"),
        ("jetty-6.1.26 core.1234", "jetty-<*> core.<*>"),
        ("<memory:10240, vCores:-17>", "<memory:<*>, vCores:<*>"),
        ("msgid=<2005.jA9@host1>, ok", "msgid=<*>, ok"),
        ("tty1 tty2 tty3 busy", "<*> busy"),
        (
            "probe (eth0) of [sda1] dev=wlan2 on eth0, map (eth0 up)",
            "probe (<*>) of [<*>] dev=<*> on eth0, map (eth0 up)"
        ),
        ("eth0 link up", "eth0 link up"),
        ("Class$Inner@7317849d done", "Class$Inner@<*> done"),
        ("mail to a.user1@example.org sent", "mail to <*> sent"),
        ("nothing () here, call() there", "nothing (<*>) here, call() there"),
        ("a  b\t c", "a  b\t c"),
        (
            #"1.2.3.4 - - [1/2] "GET / HTTP/1.1" 200 "-" "Mozilla/5.0 (X11; rv:1) Gecko""#,
            #"<*> - - [<*>/<*>] "GET <*> HTTP/<*>" <*> "<*>" "<*>""#
        ),
        (#"GET /search?q=red&page=2 from "https://a.example/""#, #"GET <*> from "<*>""#),
        (#"say "hello there" twice"#, #"say "hello there" twice"#),
        ("50% of 3/4", "<*>% of <*>/<*>"),
        (#"set name="" and mode='' now"#, #"set name="<*>" and mode='<*>' now"#),
        (#"list "" "a", don't"#, #"list "<*>" "<*>", don't"#),
        // Paths with blanks, in quotes and without.
        (#"run "D:\My Tools\bin tool.exe" now"#, #"run "<*>" now"#),
        (#"dir [E:\Data (old)\x y] kept"#, "dir [<*>] kept"),
        (#"open C:\Program Files (x86)\Tool\a.ini failed"#, "open <*> failed"),
        (#"copy C:\a To D:\b"#, "copy <*> To <*>"),
        (#"wipe \\?\C:\Tmp\a.b now"#, "wipe <*> now"),
        // Addresses with a zone, microseconds, ids cut short.
        ("bound fe80::12ab:3%eth2 ok", "bound <*> ok"),
        ("took 35µs of 2.5ms", "took <*> of <*>"),
        ("block 7be0c1…04fa2d stored", "block <*> stored"),
        // Answers where a value stands, and nowhere else.
        (
            "cached=no hit=[yes] Retry: No, no such file on disk",
            "cached=<*> hit=[<*>] Retry: <*>, no such file on disk"
        ),
        // Names in quotes are values; states, capitals and sentences are not.
        (#"plugin 'glass' loaded in "red" mode"#, #"plugin '<*>' loaded in "<*>" mode"#),
        (#"door "closed" by 'KEY'"#, #"door "closed" by 'KEY'"#),
        (#"room 'Line 7' and 'waited 7 ms'"#, #"room '<*>' and 'waited <*> ms'"#),
        (#"flag --map="a:b,c" --mode="plain" --set="[]""#, #"flag --map="<*>" --mode="plain" --set="<*>""#),
        (#"{"level": "info", "step": "load"}"#, #"{"level": "info", "step": "load"}"#),
        ("*17 client gone", "*<*> client gone"),
        ("in sync 0,2,1 of 1,250,000 rows", "in sync <*> of <*> rows"),
        ("at 0x60,0x64 and ttyS0,9600", "at <*>,<*> and ttyS0,<*>"),
        ("tool 2.1.14+git7-3 ready", "tool <*> ready"),
        ("start org.example.app/org.example.Main now, read/write", "start <*> now, read/write"),
        ("read conf/site/keys.txt.", "read <*>."),
        ("using root directory, asked by root twice", "using root directory, asked by <*> twice"),
        ("the admin panel of (root) shown to root", "the admin panel of (<*>) shown to <*>"),
        ("log orders_eu-12 of blk_-4711", "log orders_eu-<*> of <*>"),
        // A code says which statement wrote the message; ids, and codes elsewhere, are values.
        ("SRVX0049: node 7 ready", "SRVX0049: node <*> ready"),
        ("QRA-00600: bad block 7", "QRA-00600: bad block <*>"),
        ("DSRX8203I: pool 4 made", "DSRX8203I: pool <*> made"),
        ("%LINK-3-UPDOWN: port 4 changed", "%LINK-3-UPDOWN: port <*> changed"),
        ("AB12345678: from 7, SRVX0049: seen", "<*>: from <*>, <*>: seen"),
        ("LX1234: gate 4 open", "<*>: gate <*> open"),
        ("UX005028: gate 4 open", "UX005028: gate <*> open"),
        // A query holds commas, a list of URLs begins anew.
        ("get http://10.0.0.1/a?f=id,name&x=1, done", "get http://<*>, done"),
        ("get http://10.0.0.1/a?f=1,http://10.0.0.2/b?g=2 done", "get http://<*>,http://<*> done"),
        // The root, where nothing else can stand.
        ("context /, for a", "context <*>, for a"), ("mounted on /", "mounted on <*>"), ("a / b", "a / b"),
        // Addresses that begin with colons; not names of a scope.
        ("from ::1 and [::ffff:10.0.0.7]:80", "from <*> and [<*>]:<*>"), ("call ::add now", "call ::add now"),
        // Tabs as syslog daemons write them.
        ("core: INFO:#011Loading map #7", "core: INFO:#011Loading map #<*>"),
        // Thousands set off, with a unit; marks in quotes.
        ("took 1,023ms, then 15ms of 40,240.0", "took <*>, then <*> of <*>,<*>"),
        (#"error near ";" or '||' found"#, #"error near "<*>" or '<*>' found"#),
        // A size in brackets repeats the number before it, a duration does not.
        ("sent 1190 bytes (1.16 KB) in 4 steps (3.5ms)", "sent <*> bytes in <*> steps (<*>)"),
        ("사용자 123명이 접속", "사용자 <*>명이 접속"),
        ("处理请求123失败，耗时45毫秒。", "处理请求<*>失败，耗时<*>毫秒。"),
        ("ユーザー42がログインしました", "ユーザー<*>がログインしました"),
    ] as [(String, String)])
func variablesOnSight(message: String, expected: String) {
    #expect(template(message) == expected)
}

/// The shape does not read outside the message, and what stands around it does not matter.
@Test func shapeDependsOnTheMessageAlone() {
    let messages = [
        "a", "ab 12", "user=root x", "1:2:3", "C:", "C:\\", "x://", "(", "()", "<1>", "a://b/c1", "é1", "。",
        "::1", "#011x", "QRA-00600:", "/", "x://a?b,c", "C:\\a b]", "C:\\a b\"", "no", "'a", "\"a b", "1%", "f::1%e",
        "1µs",
    ]
    let tokenizer = Tokenizer()
    for message in messages {
        let alone = [UInt8](message.utf8)
        let shape = tokenizer.shape(of: ByteRange(0, alone.count), in: alone.span.bytes)
        for around in ["", "7", "x", "/", ":", " ", "é", "[", "\"", "=", "%"] {
            let bytes = Array(around.utf8) + alone + Array((around + "tail").utf8)
            let start = around.utf8.count
            let inner = ByteRange(start, start + alone.count)
            #expect(tokenizer.shape(of: inner, in: bytes.span.bytes) == shape, "\(message) in \(around)")
        }
    }
}

/// Signatures are stored: they must not change from one version to the next.
@Test func signaturesAreStable() {
    let message = [UInt8]("Accepted password for root from 10.0.0.1 port 22 ssh2".utf8)
    let shape = Tokenizer().shape(of: ByteRange(0, message.count), in: message.span.bytes)
    #expect(shape.count == 9)
    #expect(shape.variables == 3)
    #expect(shape.signature == 28_089_575_547_774_405)
}
