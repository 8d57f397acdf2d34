import FoundationEssentials
import Runbooks

/// A small site's runbooks, in both languages and of every awkward kind.
enum Fixtures {
    static let documents: [(path: String, text: String)] = [
        (
            "queue/QueueBacklogGrowing.md",
            """
            ---
            title: Queue backlog growing
            services: [orders-worker]
            ---

            # QueueBacklogGrowing

            ## Meaning

            The order queue holds more than 5000 jobs. Workers take them slower than the shop adds them.

            ## Impact

            Orders are confirmed late.

            ## Diagnosis

            1. Look at the depth:

                ```sh
                queuectl depth --queue orders
                ```

            2. Look for workers that crash: `journalctl -u orders-worker`

            ## Mitigation

            1. Start two more workers: `queuectl scale orders --add 2`
            2. If a single job blocks the queue, move it aside:
               `queuectl park JOB_ID`
            3. Watch the depth until it falls.

            Never purge the queue: paid orders would be lost.
            """
        ),
        (
            "queue/QueueWorkerMissing.md",
            """
            # QueueWorkerMissing

            ## Meaning

            A queue has no worker at all.

            ## Mitigation

            See [the backlog runbook](QueueBacklogGrowing.md).
            """
        ),
        (
            "tls/CertificateExpiry.md",
            """
            # Certificate expiry

            ## Meaning

            A TLS certificate of the shop ends within 14 days.

            ## Diagnosis

            TODO

            ## Resolution

            1. Order a new certificate: `certctl renew --domain shop.example`
            2. Reload the proxy: `systemctl reload haproxy`
            """
        ),
        (
            "korean/cache-memory.md",
            """
            # 상품 캐시 메모리 부족

            ## 증상

            상품 페이지가 느려지고 로그에 `CACHE-7012` 가 나옵니다.

            ## 원인

            만료 시간이 없는 키가 쌓입니다.

            ## 조치

            1. 큰 키를 찾습니다: `cachectl bigkeys`
            2. 만료 시간을 60분으로 둡니다: `cachectl expire --all 60m`

            ## 금지 사항

            운영 시간에는 `cachectl flush` 를 절대 실행하지 않습니다.
            """
        ),
        (
            "network/vpn.rst",
            """
            Office VPN
            ==========

            Symptoms
            --------

            The tunnel to the office drops every hour.

            Fix
            ---

            1. Lower the rekey interval.
            2. Restart the tunnel::

                vpnctl restart office
            """
        ),
        (
            "storage/DiskPressure.adoc",
            """
            = Disk pressure

            == Meaning

            The filesystem of a database host is over 90 percent full.

            == Mitigation

            . Drop old WAL archives:

            ----
            walctl prune --older 7d
            ----
            """
        ),
    ]

    static func index() throws -> RunbookIndex {
        let index = try RunbookIndex()
        for document in documents { try index.put(path: document.path, text: document.text) }
        return index
    }

    /// A fresh folder under the temporary one.
    static func folder(_ name: String) throws -> String {
        // One of its own for each call: cases of a test run side by side.
        let path = FileManager.default.temporaryDirectory.path + "/haetae-runbooks-\(name)-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func write(_ text: String, to path: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
