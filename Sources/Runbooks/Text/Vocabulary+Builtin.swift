extension Vocabulary {
    /// The words of operations, for any site: general synonyms, abbreviations, and Korean for English. In the format of
    /// `Vocabulary`; product names stand here only as transliterations.
    static let builtinText = """
        # Chatter of questions: no topic.
        stop: please, help, need, want, know, tell, show, find, get, got, give, say, says, said, see, seen, look, looks, looking
        stop: happen, happens, happened, happening, occur, occurs, thing, things, something, someone, anyone, everything, nobody
        stop: way, ways, reason, case, cases, possible, properly, correctly, really, actually, still, already, yet, anymore
        stop: currently, recently, suddenly, often, always, never, sometimes, again, time, times, today, yesterday, tomorrow
        stop: good, bad, right, wrong, one, two, three, first, second, last, next, new, many, much, lot, lots, several, plenty
        stop: make, makes, made, take, takes, took, put, use, used, using, go, goes, going, went, come, comes, keep, keeps, kept
        stop: try, tried, trying, seem, seems, like, likely, able, think, believe, hi, hello, thanks, thank, ok, okay, hey
        stop: alert, alerts, fire, fires, fired, firing, runbook, problem, problems, issue, issues, trouble, question, procedure
        stop: minute, minutes, hour, hours, day, days, week, weeks, month, second, seconds, ago, since, long, longer, least, within
        stop: expected, msg, level, component, info, com, http, https, www, org, code, desc, err, rpc, null, true, false
        stop: everyone, anything, nothing, whole, half, bit, also, even, around, across, away, back, onto, although, though
        stop: half, well, near, nearly, almost, soon, quickly, current, particular, certain, specific, different, same, other
        stop: 어떻게, 어떡해, 어떡하, 무엇, 뭔가, 뭔가요, 뭐, 뭘, 왜, 언제, 어디, 어디서, 누구, 얼마나, 무슨, 어떤, 어느
        stop: 알려, 알려주세요, 알려줘, 알고, 싶습니다, 싶어요, 해야, 하나요, 하면, 하려면, 되나요, 됩니까, 될까, 될까요, 있나요, 있어, 있습니다, 있는, 있을, 있
        stop: 합니다, 됩니다, 입니다, 인가요, 하는, 하고, 해서, 위해, 위한, 대해, 대한, 관련, 경우, 때, 것, 것이, 수, 수가, 좀, 잘, 더, 및, 또는, 그리고
        stop: 너무, 자꾸, 계속, 갑자기, 현재, 지금, 오늘, 어제, 방금, 곧, 거의, 많이, 매우, 아주, 다시, 모두, 전부, 조금, 이미, 아직
        stop: 문제, 현상, 상황, 이유, 방법, 절차, 대응, 조치, 해결, 알림, 경고, 경보, 왔어요, 왔습니다, 떴어요, 떴습니다, 떠요, 뜹니다, 발생, 생겼, 생깁니다, 나옵니다, 나와요, 났습니다, 났어요, 납니다, 나요
        stop: 하지, 안, 못, 같아요, 같습니다, 것 같, 상태, 우리, 저희, 제가, 이거, 저거, 이것, 그것, 해도, 되면, 된, 한, 할, 쓰, 써, 써도, 가능, 필요, 추천, 주세요, 바랍니다, 부탁, 무엇인가, 동안, 이상, 이하, 초, 분, 시간, 일, 넘게, 며칠, 특정, 특정한, 해당

        # Common verbs, places and measures: they say little about the topic.
        light: inside, outside, within, behind, beside, among, along, together, apart, between, toward, towards, front, back, side, top, bottom
        light: end, ends, ended, begin, begins, began, land, lands, landed, arrive, arrives, arrived, appear, appears, appeared, become, becomes, became
        light: allow, allows, allowed, handle, handles, handled, detect, detects, detected, experience, experiences, experiencing, ensure, ensures, avoid, avoids
        light: accept, accepts, accepting, expect, expects, contain, contains, contained, include, includes, including, involve, involves, relate, related
        light: receive, receives, received, receiving, provide, provides, provided, require, requires, required, remain, remains, remaining, perform, performs, performed
        light: call, calls, called, answer, answers, reply, reach, reaches, reached, return, returns, returned, respond, responds, turn, turns, turned
        light: bring, brings, brought, give, hold, holds, held, leave, leaves, move, moves, place, places, set, sets, run, runs, running, ran, work, works, working, worked
        light: room, help, ask, asks, asked, wait, waits, cause, causes, caused, cannot, unable, fully, entire, entirely, complete, completely, partly, partially
        light: total, count, number, numbers, amount, kind, kinds, type, types, part, parts, piece, pieces, group, list, lists, item, items, name, names, word, words
        light: minimum, least, rather, instead, various, general, usual, usually, normal, normally, similar, common, single, double, multiple, extra, additional
        light: old, older, young, big, small, little, short, great, huge, tiny, easy, hard, simple, exact, exactly, serious, important, careful, safe, dangerous
        light: week, month, year, years, night, morning, evening, afternoon, weekend, moment, while, period, past, future, early, late, later, earlier
        light: people, person, man, team, guy, customer, customers, user, users, colleague, developer, boss, company, office, business
        light: result, results, effect, effects, sort, example, instance, fact, idea, sense, matter, point, line, lines, place, area, world
        light: 사람, 직원, 고객, 손님, 부분, 정도, 종류, 처음, 마지막, 다음, 이후, 이전, 최근, 평소, 정상, 일부, 여러, 각각, 하나, 둘, 명령, 무엇, 뜻, 말, 곳, 쪽, 값, 값을, 값이

        # Names of sections.
        section fix: mitigation, resolution, remediation, fix, fixing, solution, solutions, what to do, actions, recommended actions, procedure, steps, playbook, recovery, recover, workaround, how to, how do i, restore, rollback, repair, response, resolving, mitigate, remedy, 조치, 해결, 대응, 복구, 처리, 절차, 순서, 방법, 대처
        section check: diagnosis, diagnose, troubleshooting, troubleshoot, possible checks, checks, verification, verify, validation, investigation, investigate, debug, debugging, how to check, triage, pre-checks, post-checks, 확인, 진단, 점검, 검증, 조사, 분석
        section cause: cause, causes, root cause, reason, reasons, possible causes, background, why, 원인, 이유, 배경
        section impact: impact, severity, effect, effects, consequences, escalation, when to escalate, 영향, 심각도, 여파, 에스컬레이션, 신고, 승인
        section meaning: meaning, symptom, symptoms, summary, overview, description, introduction, intro, about, what is, definition, full context, 의미, 증상, 개요, 설명, 현상, 기준, 정의
        warning: never, do not, don't, must not, should not, caution, warning, danger, dangerous, careful, data loss, irreversible, be aware, 금지, 절대, 하지 않습니다, 하지 마, 않습니다, 안 됩니다, 안됩니다, 주의, 위험, 경고, 마십시오, 마세요, 지우지, 끄지, 삼가

        # Products: an answer must speak of the one that is asked about.
        name: kafka, zookeeper, rabbitmq, rabbit, activemq, nats, pulsar, mongodb, mongo, cassandra, scylla, couchbase, couchdb, neo4j, influxdb
        name: oracle, mysql, mariadb, postgres, postgresql, pgbouncer, patroni, sqlite, mssql, sqlserver, db2, clickhouse, redis, memcached, valkey
        name: elasticsearch, opensearch, kibana, logstash, fluentd, fluentbit, filebeat, loki, splunk, graylog, solr
        name: hadoop, hdfs, namenode, spark, flink, hive, hbase, airflow, yarn, presto, trino
        name: nginx, apache, haproxy, envoy, istio, linkerd, traefik, caddy, varnish, squid, tomcat, jboss, wildfly, websphere, weblogic, iis
        name: jenkins, gitlab, github, gitea, bitbucket, argocd, flux, tekton, spinnaker, teamcity, bamboo, nexus, artifactory, harbor, sonarqube
        name: vmware, esxi, vsphere, vcenter, vmotion, hyperv, proxmox, openstack, kubevirt, xen, nutanix, citrix
        name: cisco, juniper, arista, bgp, ospf, fortinet, f5, mikrotik, windows, exchange, sharepoint, sap, salesforce, jira, confluence
        name: vault, consul, nomad, terraform, ansible, puppet, chef, salt, helm, rancher, openshift, etcd, coredns, calico, cilium, ceph, gluster, minio
        name: gitaly, praefect, sidekiq, cloudflare, akamai, fastly, datadog, newrelic, sentry, pagerduty, zabbix, nagios, thanos, cortex, mimir, tempo, jaeger
        name: lambda, rds, dynamodb, cloudfront, cloudwatch, route53, eks, ecs, fargate, kinesis, sqs, sns, aurora, redshift, athena, glue, bigquery, gke, aks, azure
        name: ldap, kerberos, keycloak, okta, samba, nfs, bind, postfix, dovecot, sendmail, openvpn, wireguard, systemd, docker, containerd, podman, crio

        # Hosts and places.
        machine = node = host = server = box
        vm = virtual machine = virtualmachine = guest
        vm -> vmi, instance
        instance -> server, vm, node
        worker -> node
        hypervisor -> host, node, virt
        control plane = controlplane = master
        cluster -> fleet
        fleet -> nodes, cluster
        datacenter = data center = dc
        zone = availability zone = az
        region -> zone
        container = docker
        pod -> container, workload
        workload -> pod, deployment, application
        application = app = service
        microservice -> service
        website = web = site
        frontend = front end
        backend = back end = upstream
        agent -> daemon, daemonset
        daemon = service
        namespace -> project
        job = task
        batch -> job, cronjob
        background job -> sidekiq, queue, worker, job
        function -> lambda
        bucket -> s3, storage
        object storage -> s3, bucket
        rollout = deploy = deployment = release
        upgrade = update
        patch -> update
        downgrade = rollback = revert
        config = configuration = settings
        setting -> config, parameter
        parameter -> config, setting
        dashboard = grafana = panel = graph = chart
        blank = empty
        operator -> controller

        # Memory, CPU, disk.
        oom = out of memory = oomkilled
        memory = ram = heap
        memory leak -> memory, growth, oom
        cpu = processor
        cpu -> load, throttling
        load average -> cpu, load
        disk = storage = volume = filesystem
        drive -> disk, volume
        mount -> volume, filesystem
        pv = persistentvolume = persistent volume
        pvc = persistentvolumeclaim
        space -> capacity, disk
        no space left -> filesystem, disk, full, space
        device -> disk, filesystem
        inode = inodes
        inode -> files
        out of inodes -> files, filesystem
        full = filling = exhausted
        full -> space, saturation, capacity
        near full -> full, space
        capacity = saturation = utilization = usage
        exhausted = depleted = running out
        exhaustion -> exhausted, limit, out
        running out -> full, exhausted, out, limit, threshold
        run out -> full, exhausted, out
        ceiling = maximum = limit = max = threshold = quota
        cap -> limit, max
        reach -> hit, limit
        exceed = exceeded = over
        too many -> limit, high, many
        too big -> size, limit, large
        big = large
        huge -> large
        file descriptor = fd = open files
        descriptor -> file, fd
        file max -> descriptor, limit, file
        fsync = sync
        commit -> fsync, write, sync
        io = iops = i/o
        write = writes
        read only = readonly
        iowait -> disk, io

        # Slow, down, failing.
        slow = latency = delay = lag
        slow -> high, duration, performance, latency
        slowness -> latency, slow
        latency -> duration, response
        response time -> latency, duration
        lagging = behind
        lag -> replication, delay
        stale -> old, lag, outdated
        stuck = hang = hung = frozen = blocked
        hangs -> stuck, timeout
        stuck -> pending, waiting, progress
        waiting -> pending
        half way -> stuck, progress
        complete = finish = completed = completion
        never completes -> stuck, completion, running
        down = unavailable = unreachable = offline = absent
        disappeared -> absent, missing, down
        outage -> down, unavailable
        dead -> down, failed
        missing = lost = absent
        gone -> missing, absent, deleted
        unreachable -> connect, timeout, down
        cannot reach -> connection, connectivity, unreachable
        outside world -> internet
        failure = failed = error = broken
        fail -> error
        errors -> failure
        broken -> corrupt, failing
        refuse = reject = deny
        reject -> denied, forbidden
        denied = forbidden = unauthorized
        401 = unauthorized
        401 -> authentication, token, credentials
        403 = forbidden
        403 -> permission, denied
        404 -> not found, missing
        429 -> rate limit, throttling, too many
        500 -> error, internal
        502 = bad gateway
        502 -> upstream, gateway
        503 = service unavailable
        503 -> unavailable
        504 = gateway timeout
        5xx -> error, 500, 502, 503
        4xx -> error, client
        crash = panic = segfault
        crash -> restart, crashloop, exit
        crashloop = crashlooping = crash looping = crashloopbackoff
        restart = reboot
        restarting -> crashlooping, restart, flapping
        flapping -> restart, unstable, changes
        start = boot = startup = launch
        initialize -> start, initializing
        stop = halt = shutdown
        kill = terminate
        terminated -> killed, stopped
        interrupt -> terminate
        damaged = corrupt = corrupted = corruption
        broken checksum -> corruption
        checksum -> corruption, corrupted
        mismatch = inconsistent = differ = disagree = differs
        different config -> inconsistent, config
        out of sync -> inconsistent, lag, sync, synchronising
        throttle = throttling = rate limit
        throttled -> throttling, limit
        overload -> load, saturation, high
        pile up -> queue, backlog, large, growing
        backlog -> queue, pending, large
        growing = increasing = rising = grows
        increase -> high, growth
        spike -> high, increase
        drop -> decrease, low, lost, dropped
        discard = drop = thrown away
        thrown away -> dropped, rejected
        decrease -> low
        low -> few
        timeout = timed out = deadline
        no response -> timeout, unreachable
        retry -> retries
        duplicate -> multiple, collision, same
        same address -> collision, duplicate
        conflict = collision
        abuse = abusive = attack
        attack -> ddos, abuse
        miner -> mining, abuse
        crypto -> mining, abuse
        spam -> abuse

        # Networks and names.
        network -> connectivity, connection
        connection = connect
        connection -> session, network
        connection refused -> down, port, connection
        connection pool -> pooler, pgbouncer, connections
        pooler = pool = pgbouncer
        dns = resolver = name resolution = nameserver
        name -> dns
        resolve -> dns, resolution
        nxdomain -> dns
        servfail -> dns, errors
        load balancer = loadbalancer = lb = haproxy = elb
        lb -> proxy
        proxy -> haproxy, gateway
        firewall -> security group, iptables, block, waf
        block = ban = cut off
        cut off -> block, ban
        netblock -> address, range, ip, cidr
        address range -> netblock, cidr, subnet, ip
        address -> ip
        hardware address -> mac
        ip -> address
        subnet -> network, cidr
        overlay network -> subnet, network, ovn, sdn
        traffic -> requests, load, network
        packet -> network
        packet loss -> dropped, network, packets
        bandwidth -> network, saturation
        tls = ssl = https = certificate
        certificate = cert = certificates
        certificate -> tls, expiry
        expire = expiry = expiration = expires
        renew = rotate = renewal = rotation
        replace -> rotate, renew
        ntp = chrony = chronyd = clock
        clock -> time, ntp, skew
        time sync -> clock, ntp
        server time -> clock, ntp
        skew -> clock, drift
        drift -> skew
        synchronize -> sync, synchronising
        login = sign in = signin = authentication = logon
        logins -> login, authentication, user
        password -> credential, secret
        credential = access key = secret
        leaked = exposed = leak = compromised
        public repo -> leaked, exposed
        token -> secret, authentication
        permission = access = privilege = authorization
        iam -> permission, role

        # Databases and queues.
        database = db
        db -> postgres, sql
        postgres = postgresql = pg
        relational -> rds, database
        managed database -> rds
        mysql = mariadb
        copy = replica = secondary = standby = replicas
        copies = replicas
        slave = replica
        replica -> instance
        primary = leader
        primary -> master
        failover = switchover
        elect = election = elected
        majority = quorum
        quorum -> leader, majority, members
        raft -> etcd, leader, quorum
        key value store -> etcd, redis
        member -> peer, node
        peer -> member
        replication -> replica, lag
        transaction -> xid, commit
        transaction id -> xid, wraparound
        transaction numbers -> xid, wraparound, transaction
        xid = transaction id
        wraparound -> xid, vacuum
        vacuum = autovacuum
        bloat -> vacuum
        lock = locking = locks
        session blocks -> lock, locking, blocking
        deadlock -> lock, locking
        query = sql
        slow query -> query, performance, statement
        row -> data, table
        delete = remove = purge = erase = drop
        clean = cleanup = purge = prune
        cache -> redis, memcached
        flush -> clear, cache, delete
        key -> keys
        queue -> sidekiq, jobs
        message -> queue
        consumer -> worker, queue
        backup = dump = snapshot
        restore = recover = recovery = undelete
        get back -> restore, recover
        merge blocks -> compaction
        merging -> compaction
        compact = compaction
        write ahead log = wal
        wal = write ahead log
        time series -> tsdb, metrics, series
        index -> indices

        # Kubernetes, monitoring.
        kubernetes = k8s = kube
        k8s -> cluster
        apiserver = api server
        kubectl -> kube, kubernetes, apiserver
        autoscaler = autoscaling = hpa
        hpa = horizontal pod autoscaler = horizontalpodautoscaler
        pdb = pod disruption budget = poddisruptionbudget
        disruption budget -> pdb, evict
        drain = evict = eviction = emptied
        empty of workloads -> drain, evict
        evict -> drain
        move live -> migration, livemigration, evict
        live migration = livemigration
        migrate = migration
        hop -> migration, migrations
        hopping -> migration, migrations
        schedule = scheduled
        place -> schedule, pods
        cannot place -> schedule, pods, limit
        unschedulable -> schedule, pending
        cordon -> drain, schedule
        daemonset = ds
        every machine -> daemonset, node
        statefulset = sts
        sidecar -> container
        image = images
        image pull = imagepullbackoff
        pull -> image, import
        registry -> image
        extension api -> aggregated api, apiservice
        aggregated api = aggregatedapi = apiservice
        probe -> health, readiness, liveness
        health check -> probe, healthcheck
        ready = readiness
        not ready -> notready, unready
        kubelet -> node
        node agent -> kubelet
        monitoring -> prometheus, metrics
        monitoring server -> prometheus
        metrics store -> prometheus, remote, storage, thanos
        long term -> remote, thanos
        remote write = remotewrite
        remote storage = remotestorage
        metrics -> samples, prometheus
        sample -> metrics, samples
        scrape = collect
        metrics page -> scrape, body
        target -> scrape
        rule = rules
        evaluation -> rule
        watchdog -> deadman
        notification -> alertmanager, notify
        log -> logging, logs
        log collector -> fluentd, fluentbit, vector
        trace -> tracing, traces
        audit -> log
        ci = continuous integration = pipeline
        ci machine -> runner
        ci minutes -> runner, ci
        runner -> ci
        os update -> machineconfig, update
        storage daemon = osd
        osd -> ceph
        ceph -> storage, osd
        storage cluster -> ceph
        storage class = storageclass
        repo = repository
        push -> commit
        cost = price = pricing = billing
        bill -> cost
        on call = oncall
        page -> pagerduty
        zone spread -> zone

        # More of the same, by area.
        swap -> memory, paging
        paging -> swap, memory
        hugepages -> memory
        throughput -> rate, performance, bandwidth
        stall -> stuck, slow, hang
        freeze = hang
        unresponsive -> down, timeout, hang
        sluggish = slow
        degraded -> slow, unavailable, unhealthy
        unhealthy -> failing, health, down
        flaky -> unstable, intermittent
        intermittent -> sometimes, random, flapping
        bounce = restart
        recreate -> delete, restart
        roll back = rollback
        undo = rollback
        scale up -> scale, capacity, add
        scale down -> scale, remove
        shrink -> scale, reduce, resize
        grow -> resize, expand, increase
        expand = resize = extend
        enlarge -> resize, expand
        add capacity -> scale, resize, expand
        move = migrate
        copy data -> replicate, sync, backup
        mirror = replicate
        takeover = failover
        promote -> failover, primary, switchover
        demote -> replica, switchover
        split brain -> leader, partition, fencing
        fence = fencing
        join -> register, joining
        leave -> deregister, remove
        heartbeat -> health, alive, ping
        handshake -> tls, connection
        certificate authority = ca
        self signed -> certificate, tls
        keystore -> certificate, secret
        single sign on = sso
        sso -> authentication, login, saml, oidc
        oauth -> authentication, token
        two factor = 2fa = mfa
        lockout -> blocked, login
        brute force -> login, abuse, blocked
        ssh key -> ssh, access
        bastion -> ssh, jump
        sudo -> privilege, permission
        selinux -> denied, permission
        vulnerability = cve
        breach = leaked
        ransomware -> attack, security
        phishing -> abuse, security
        mail = email
        email -> smtp, mailer
        bounced mail -> email, delivery
        sms -> message, notification
        web hook = webhook
        webhook -> delivery, http
        api key -> token, credentials
        rest -> api
        endpoint -> url, service
        url -> endpoint, link
        redirect -> route, http
        cdn -> cloudflare, cloudfront, cache
        edge -> cdn, proxy
        origin -> backend, server
        sticky -> session, affinity
        keepalive -> timeout, connection
        backoff -> retry
        circuit breaker -> breaker, failing
        fan out -> broadcast, queue
        dead letter -> queue, failed
        poison -> message, stuck
        offset -> lag, consumer
        partition -> shard
        shard -> partition, index
        reindex -> index, search
        search engine -> elasticsearch, search
        full text -> search, index
        schema change -> migration, schema
        foreign key -> constraint
        constraint -> violation, database
        duplicate key -> constraint, unique
        prepared statement -> query, transaction
        idle in transaction -> transaction, long, running
        long running -> slow, duration, stuck
        checkpoint -> wal, write
        archive -> wal, backup, archiving
        archiving = archive
        point in time -> restore, recovery, pitr
        tablespace -> disk, storage
        temp files -> temporary, disk
        orphan -> leftover, orphaned, unused
        leftover -> orphaned, stale, unused
        garbage = garbage collection = gc
        gc -> cleanup, collection, pause
        retention -> delete, expire, cleanup
        rotate logs -> logrotate, log, rotation
        log rotation = logrotate
        syslog -> log, rsyslog
        journal -> log, journald
        audit trail -> audit, log
        stack trace -> exception, error
        exception = error
        core dump -> crash, segfault
        segmentation fault = segfault
        kernel panic -> crash, kernel, reboot
        soft lockup -> kernel, cpu, hang
        bad sector -> disk, hardware, smart
        smart -> disk, hardware
        raid -> disk, array, degraded
        nic -> network, interface
        interface -> network, nic
        link down -> interface, network, nic
        bond -> interface, network
        mtu -> network, packet, fragmentation
        jumbo -> mtu
        route = routing
        gateway -> router, proxy
        nat -> gateway, internet
        vpn -> tunnel, network
        tunnel -> vpn, connection
        peering -> vpc, network
        security group -> firewall, sg
        acl -> permission, firewall
        whitelist = allowlist = allow
        blacklist = denylist = block
        allow -> permit, access
        unblock -> allow, remove, ban
        conntrack -> connections, table, network
        ephemeral port -> port, connections, exhausted
        socket -> connection, port
        arp -> mac, network
        dhcp -> address, lease, ip
        lease -> leader, dhcp, lock
        taint -> toleration, schedule
        affinity -> schedule, anti, node
        anti affinity -> node, zone, spread
        spread -> zone, topology, distribution
        same host -> node, same, affinity
        init container -> init, container, pod
        entrypoint -> container, start
        exit code -> crash, exit, container
        configmap -> config
        helm -> chart, release
        chart -> helm
        custom resource = crd
        crd -> custom, resource
        admission = admission webhook
        admission -> webhook, validating
        api deprecated -> deprecated, version
        deprecated -> removed, version
        node pool = machineset
        machineset -> machines, nodes
        bootstrapping -> bootstrap, join
        hosted cluster -> hypershift, cluster
        console -> ui, web
        ui = user interface
        gui -> ui, console
        ingress -> router, route
        router -> ingress
        egress -> outbound, internet
        outbound -> egress, internet
        inbound -> ingress
        flow logs -> network, flow, observability
        collector -> agent, scrape, logging
        exporter -> metrics, scrape
        blackbox -> probe, endpoint
        synthetic -> probe, blackbox
        slo = service level objective
        slo -> error, budget, apdex
        apdex -> latency, slo
        error budget -> slo, burn
        burn rate -> slo, budget, error
        saturation -> capacity, utilization, full
        forecast -> predicted, capacity
        predicted -> forecast
        recording rule -> rule, prometheus
        cardinality -> series, metrics
        inhibit -> silence
        silence = mute
        mute -> silence, disable
        on duty -> oncall, pagerduty
        postmortem -> incident, review
        maintenance -> downtime, window, update
        downtime -> outage, down
        git push -> git, push, repository
        clone -> git, repository
        mirror repo -> mirror, repository
        merge request -> mr, repository
        artifact -> storage, package, ci
        package -> omnibus, registry, install
        pages -> web, site
        build agent -> runner, ci
        compile -> build
        spot instance -> spot, preemptible
        preemptible -> spot
        reserved -> capacity, cost
        auto scaling group = asg
        asg -> scaling, instances
        launch template -> instance, launch
        ami -> image
        serverless -> lambda, function
        cold start -> lambda, latency
        step function -> workflow, execution
        state machine -> workflow, execution
        workflow -> pipeline, job
        nosql -> dynamodb, mongodb, redis
        data warehouse -> redshift, bigquery
        message broker -> queue, kafka, rabbitmq
        broker -> kafka, rabbitmq, queue
        topic -> queue, kafka
        stream -> kinesis, kafka
        key rotation -> rotate, key, kms
        kms -> encryption, key
        encrypt = encryption
        decrypt -> encryption, key
        health dashboard -> status, health
        vcpu -> cpu
        live move -> migration
        boot disk -> disk, volume, boot
        template -> image
        golden image -> image, boot, source
        ksm -> memory
        numa -> memory, cpu
        passthrough -> device, gpu
        gpu -> device, nvidia

        # Korean: resources.
        디스크 -> disk, filesystem, storage
        저장 공간, 저장공간, 용량 -> storage, space, disk, capacity
        저장 -> storage, save
        저장소 -> storage, repository, store
        스토리지 -> storage
        볼륨 -> volume
        파일 시스템, 파일시스템 -> filesystem
        파일 -> file
        아이노드 -> inode, files
        공간 -> space
        메모리 -> memory
        메모리 부족, 메모리부족 = oom = out of memory
        힙 -> heap, memory
        스왑 -> swap
        누수 -> leak
        부하 -> load
        프로세서 -> cpu
        코어 -> core, cpu
        스레드, 쓰레드 -> thread
        프로세스 -> process
        좀비 -> zombie
        디스크립터 -> descriptor
        입출력 -> io
        한계, 한도, 제한, 상한 -> limit, max, threshold
        최대, 최대치 -> max, maximum
        임계, 임계치, 임계값 -> threshold
        할당량, 쿼터 -> quota
        사용률, 사용량 -> usage, utilization
        포화 -> saturation
        가득 -> full, filling
        꽉 -> full
        찼, 찬, 찹, 차서, 차고 -> full, filling
        부족 -> low, insufficient, out, lack
        고갈, 소진 -> exhausted, exhaustion, wraparound, out
        초과 -> exceeded, over, limit
        도달 -> reached, hit, limit, max
        모자라 -> insufficient, low
        남은 -> remaining, free
        여유 -> free, available

        # Korean: hosts, clusters.
        서버 -> server, node, host
        호스트 -> host, node
        노드 -> node
        워커 -> worker
        마스터 -> master
        장비 -> node, host, machine
        가상 머신, 가상머신 = vm
        가상 머신, 가상머신 -> virtual machine, virt
        인스턴스 -> instance
        컨테이너 -> container
        도커 -> docker
        파드, 포드 -> pod
        쿠버네티스, 쿠버 -> kubernetes, kube
        쿠블릿, 큐블릿 -> kubelet
        네임스페이스 -> namespace
        클러스터 -> cluster
        배포, 디플로이 -> deployment, deploy, rollout
        롤아웃 -> rollout
        롤백 -> rollback
        레플리카, 복제본 -> replica, replicas
        데몬셋 -> daemonset
        스테이트풀셋 -> statefulset
        잡 -> job
        크론 -> cron
        작업 -> job, task
        스케줄 -> schedule
        스케일 -> scale
        오토스케일, 자동 확장 -> autoscaling, hpa
        확장 -> scale, extend
        축출, 퇴거 -> evict, eviction
        드레인, 비우 -> drain
        이전, 이동, 옮기 -> move, migration
        마이그레이션 -> migration
        이미지 -> image
        레지스트리 -> registry
        프로브 -> probe
        헬스체크, 헬스 체크, 상태 확인 -> health, probe
        컨트롤러 -> controller
        오퍼레이터 -> operator
        스냅샷 -> snapshot
        스토리지클래스 -> storageclass
        함수 -> function, lambda
        버킷 -> bucket
        리소스, 자원 -> resource
        구성 요소 -> component

        # Korean: states and faults.
        느려, 느리, 느림, 느릴 -> slow, latency, lag
        지연 -> latency, delay, lag, slow
        응답 -> response
        응답 시간, 응답시간 -> latency, response
        무응답 -> unresponsive, timeout
        타임아웃, 시간 초과, 시간초과 -> timeout
        멈췄, 멈추, 멈춤, 멈춥, 멈춰 -> stuck, stopped, hang
        중단, 정지, 중지 -> stop, stopped, down
        막혔, 막힘, 막혀, 막히 -> stuck, blocked
        대기 -> pending, waiting, wait
        밀려, 밀리, 밀렸, 밀림, 적체 -> backlog, queue, lag
        쌓이, 쌓여, 쌓였, 쌓입 -> queue, backlog, large, growing
        죽었, 죽어, 죽는, 죽습 -> down, killed, crash
        다운 -> down
        장애 -> failure, outage, down
        고장 -> failure, broken
        오류, 에러 -> error, errors
        실패 -> failure, failed, failing, errors
        깨졌, 깨진, 깨질, 깨짐, 깨져 -> broken, corrupt, lost
        손상 -> corruption, corrupt, damaged
        위험 -> risk, danger
        충돌 -> conflict, collision, crash
        중복 -> duplicate, multiple
        재시작, 재기동 -> restart, crashlooping
        재부팅 -> reboot, restart
        종료 -> terminate, exit, shutdown, kill
        기동, 시작, 부팅 -> start, boot
        실행 -> run, running, execute, trigger, start
        사라, 없어졌, 유실, 소실 -> missing, lost, absent
        없다, 없습, 없어, 없는, 없음 -> no, absent, missing
        누락 -> missing, absent
        끊, 끊겼, 끊어 -> disconnect, dropped, connection
        거부, 거절 -> denied, refused, rejected
        불일치 -> mismatch, inconsistent
        불가, 못하 -> cannot, unable
        높아, 높은, 높습, 높게, 높 -> high
        낮아, 낮은, 낮습, 낮 -> low
        늘어, 늘었, 늘고, 증가, 급증 -> increase, high, growing
        줄어, 줄었, 감소, 급감 -> decrease, low, drop
        비율 -> rate, ratio
        빈번, 잦 -> frequent
        비정상, 이상 징후 -> abnormal, anomaly, unhealthy
        불안정 -> unstable, flapping
        과부하 -> overload, load
        폭주 -> flood, burst, high
        폭발 -> burst
        변경, 바뀌, 바뀐, 바뀌었 -> change, changed
        만료 -> expire, expiration, expiry
        갱신 -> renew, renewal, rotation
        교체 -> replace, rotate, rotation
        동기화 -> sync, synchronising, synchronization
        시각, 시간 동기화, 서버 시간 -> clock, time, ntp
        시계 -> clock
        오차, 어긋 -> skew, drift
        성능 -> performance
        품질 -> quality
        취약 -> vulnerability
        비었, 비어, 빈 -> empty
        보이지, 안 보 -> missing, empty

        # Korean: networks, access.
        네트워크, 망 -> network
        연결, 접속, 커넥션 -> connection, connect
        연결 수, 커넥션 수 -> connections, limit
        세션 -> session
        회선 -> line, network
        포트 -> port
        주소 -> address
        대역 -> range, netblock, bandwidth
        대역폭 -> bandwidth
        서브넷 -> subnet
        트래픽 -> traffic
        패킷 -> packet
        요청 -> request, requests
        라우팅, 경로 -> route, routing
        라우터 -> router
        스위치 -> switch
        방화벽 -> firewall
        차단, 막으, 막는 -> block, ban
        허용 -> allow
        해제 -> release, unblock
        공격 -> attack, ddos, abuse
        침입, 침해 -> intrusion, breach
        프록시 -> proxy
        게이트웨이 -> gateway
        로드밸런서, 로드 밸런서 -> loadbalancer, lb, haproxy
        밸런서 -> balancer
        엔드포인트 -> endpoint
        도메인 -> domain, dns
        네임서버 -> nameserver, dns
        인증서 -> certificate, cert, tls, ssl
        인증 -> authentication, auth
        로그인 -> login
        비밀번호, 암호 -> password
        토큰 -> token
        키 -> key
        권한 -> permission, access
        접근 -> access
        계정 -> account
        사용자, 유저 -> user
        보안 -> security
        유출, 노출 -> leak, leaked, exposed
        자격 증명, 자격증명 -> credentials
        암호화 -> encryption

        # Korean: databases, queues.
        데이터베이스, 데이터 베이스, 디비 -> database, db
        데이터 -> data
        테이블 -> table
        인덱스, 색인 -> index
        쿼리, 질의 -> query
        슬로우 -> slow
        트랜잭션 -> transaction
        락, 잠금, 잠김 -> lock, locking
        교착 -> deadlock, lock
        복제 -> replication, replica
        주 서버, 프라이머리 -> primary
        보조 -> secondary, replica
        장애 조치, 장애조치, 페일오버 -> failover
        전환 -> switch, failover
        리더 -> leader
        선출 -> election, elect
        쿼럼, 정족수 -> quorum
        합의 -> consensus, raft
        커밋 -> commit
        백업 -> backup
        복구, 복원 -> restore, recovery
        되돌리, 되돌려 -> rollback, restore
        삭제, 지우, 지워, 제거 -> delete, remove
        정리 -> cleanup, clean
        캐시 -> cache
        큐, 대기열 -> queue
        메시지 -> message
        토픽 -> topic
        파티션 -> partition
        샤드 -> shard
        컨슈머, 소비자 -> consumer
        프로듀서 -> producer
        풀 -> pool
        키값 -> key, value
        압축 -> compress, compaction
        보관 -> retention, archive
        보존 -> retention
        스키마 -> schema

        # Korean: monitoring, operations.
        모니터링, 감시 -> monitoring
        모니터 -> monitor, mon
        알림 매니저, 알림매니저, 얼럿매니저, 알럿매니저 -> alertmanager
        알림 -> alert, alerts, notification
        메트릭, 지표 -> metric, metrics
        샘플 -> sample, samples
        수집 -> scrape, collect
        원격 -> remote
        원격 저장소 -> remote storage
        규칙, 룰 -> rule
        평가 -> evaluation
        대시보드 -> dashboard
        그래프 -> graph
        로그 -> log
        로깅 -> logging
        추적 -> trace
        보내, 전송, 송신, 발송 -> send, sent
        받지, 수신 -> receive
        이벤트 -> event
        트리거 -> trigger
        설정, 구성 -> config, configuration
        설치 -> install
        업데이트, 업그레이드 -> update, upgrade
        패치 -> patch
        버전 -> version
        라이선스, 라이센스 -> license
        빌드 -> build
        파이프라인 -> pipeline, ci
        러너 -> runner
        테스트 -> test
        저장매체 -> storage
        비용, 요금 -> cost, pricing
        가격 -> price
        구독 -> subscription
        결제 -> payment
        주문 -> order
        문자 -> sms, message
        메일, 이메일 -> mail, email
        프린터 -> printer
        웹 -> web
        사이트 -> site
        화면, 페이지 -> page
        앞단 -> frontend, gateway
        뒷단 -> backend, upstream
        서비스 -> service
        애플리케이션, 앱 -> application, app
        커널 -> kernel
        드라이버 -> driver
        하드웨어 -> hardware
        전원 -> power
        온도 -> temperature
        팬 -> fan
        배터리 -> battery
        펌웨어 -> firmware
        레이드 -> raid
        물리 -> physical
        만들, 생성 -> create
        추가 -> add
        조회, 확인 -> check
        켜 -> enable
        끄, 꺼 -> disable, off
        비활성 -> disable
        활성 -> enable

        # Korean: more of the same.
        지표가 안 -> metrics, missing
        안 열, 안 떠, 안 뜨 -> down, unavailable
        안 됨, 안 돼, 안돼, 안됨 -> failing, down
        안 와, 안 오, 안 옴 -> missing, not, delivery
        느슨 -> loose
        응답하지 -> unresponsive, timeout
        반복 -> repeated, crashlooping, loop
        무한 -> loop, infinite
        루프 -> loop
        급격 -> sudden, spike
        일시 -> temporary, intermittent
        간헐 -> intermittent
        영구 -> persistent, permanent
        퍼시스턴트, 영구 볼륨, 퍼시스턴트볼륨 -> persistentvolume, volume
        볼륨 클레임 -> persistentvolumeclaim, pvc
        프로비저닝 -> provisioning
        마운트 -> mount
        할당 -> allocate, allocation
        회수 -> reclaim, release
        쓰기 -> write
        읽기 -> read
        읽기 전용, 읽기전용 -> readonly, read only
        조각화, 단편화 -> fragmentation, defrag
        압박 -> pressure
        병목 -> bottleneck, saturation
        경합 -> contention, lock
        스로틀, 쓰로틀 -> throttling
        과금 -> billing, cost
        종속, 의존 -> dependency
        호환 -> compatibility
        구버전 -> old, version, outdated
        사용 중단, 지원 중단 -> deprecated
        폐기 -> deprecated, delete
        재설정, 초기화 -> reset, initialize
        재조정, 조정 -> reconcile, rebalance
        리밸런싱, 리밸런스, 재분배 -> rebalance
        승격 -> promote, promotion
        강등 -> demote
        스플릿 브레인 -> split brain
        스탠바이, 대기 서버 -> standby, replica
        스플릿 -> split
        재전송, 재시도 -> retry, retransmit
        역직렬화 -> deserialize
        직렬화 -> serialize
        예외 -> exception, error
        스택 -> stack
        덤프 -> dump
        패닉 -> panic, crash
        강제 -> force
        수동 -> manual
        자동 -> automatic, auto
        예약 -> schedule, reserved
        일정 -> schedule
        배치 -> batch, job
        주기 -> interval, period
        만기 -> expiration
        발급 -> issue, issuing
        서명 -> signature, sign
        검증 -> validate, verify
        인가 -> authorization, permission
        역할 -> role
        정책 -> policy
        그룹 -> group
        태그 -> tag
        라벨, 레이블 -> label
        셀렉터 -> selector
        테인트 -> taint
        톨러레이션 -> toleration
        어피니티 -> affinity
        가용 영역, 가용영역 -> availability zone, zone
        가용성 -> availability
        이중화 -> redundancy, ha, replica
        단일 -> single
        다중 -> multiple
        리전 -> region
        존 -> zone
        인그레스 -> ingress
        이그레스 -> egress
        서비스 메시 -> mesh, istio
        사이드카 -> sidecar
        시크릿 -> secret
        컨피그맵 -> configmap
        매니페스트 -> manifest
        차트 -> chart, helm
        웹훅 -> webhook
        어드미션 -> admission
        스케줄러 -> scheduler
        에이전트 -> agent
        데몬 -> daemon
        익스포터 -> exporter
        타깃, 타겟, 대상 -> target
        스크랩, 스크레이프 -> scrape
        시계열 -> series, tsdb
        블록 -> block
        사일런스, 음소거 -> silence
        당직, 온콜 -> oncall
        에스컬레이션 -> escalation
        점검 -> maintenance, check
        감사 -> audit
        추출 -> extract, export
        가져오 -> import, pull
        내보내 -> export
        풀링 -> pull, polling
        폴링 -> polling
        푸시 -> push
        업로드 -> upload
        다운로드 -> download
        첨부 -> attach
        분리 -> detach, separate
        격리 -> isolate, quarantine
        복사 -> copy
        비교 -> compare
        검색 -> search
        필터 -> filter
        경로를 -> path, route
        심볼릭 -> symlink
        소켓 -> socket
        핸드셰이크 -> handshake, tls
        터널 -> tunnel, vpn
        브이피엔 -> vpn
        피어링 -> peering
        보안 그룹, 보안그룹 -> security group
        화이트리스트 -> allowlist, whitelist
        블랙리스트 -> blacklist, block
        스팸 -> spam, abuse
        채굴 -> mining, abuse, crypto
        남용, 악용 -> abuse
        디도스 -> ddos
        취약점 -> vulnerability, cve
        랜섬웨어 -> ransomware
        랙 -> lag, rack
        슬롯 -> slot
        오프셋 -> offset
        리플리카 -> replica
        스냅숏 -> snapshot
        체크포인트 -> checkpoint
        아카이브 -> archive
        조인 -> join
        탈퇴, 이탈 -> leave, removed
        구독자 -> subscriber
        게시 -> publish
        브로커 -> broker
        스트림 -> stream
        워크로드 -> workload
        워크플로, 워크플로우 -> workflow
        아티팩트 -> artifact
        저장소 복제 -> clone, repository
        레포, 리포지토리 -> repository
        브랜치 -> branch
        커밋을 -> commit
        머지, 병합 -> merge
        컴파일 -> build, compile
        디버그 -> debug
        하이퍼바이저 -> hypervisor, virt
        게스트 -> guest, vm
        라이브 -> live
        부트 -> boot
        콘솔 -> console
        스펙 -> spec
        템플릿 -> template
        할인 -> discount
        스팟 -> spot
        온디맨드 -> ondemand
        서버리스 -> serverless, lambda
        람다 함수 -> lambda
        스텝 함수 -> step functions
        클라우드워치 -> cloudwatch
        클라우드트레일 -> cloudtrail
        클라우드포메이션 -> cloudformation
        다이나모, 다이나모디비 -> dynamodb
        파게이트 -> fargate
        오로라 -> aurora
        글루 -> glue
        피지바운서 -> pgbouncer
        패트로니 -> patroni
        기탈리 -> gitaly
        에치시디, 이티씨디 -> etcd
        코어디엔에스 -> coredns
        쿠버버트 -> kubevirt
        오브젝트 스토리지 -> object storage
        얼럿 -> alert

        # Korean: names of products, as they sound.
        프로메테우스 -> prometheus
        그라파나 -> grafana
        타노스 -> thanos
        로키 -> loki
        엘라스틱서치, 엘라스틱 -> elasticsearch, elastic
        키바나 -> kibana
        로그스태시 -> logstash
        플루언트디 -> fluentd
        레디스 -> redis
        멤캐시 -> memcached
        포스트그레스, 포스트그레, 피지 -> postgres, postgresql
        마이에스큐엘 -> mysql
        마리아 -> mariadb
        몽고 -> mongodb, mongo
        오라클 -> oracle
        카산드라 -> cassandra
        카프카 -> kafka
        래빗엠큐, 래빗 -> rabbitmq
        주키퍼 -> zookeeper
        하둡 -> hadoop
        스파크 -> spark
        엔진엑스, 엔진x -> nginx
        아파치 -> apache
        톰캣 -> tomcat
        에이치에이프록시 -> haproxy
        엔보이 -> envoy
        이스티오 -> istio
        젠킨스 -> jenkins
        깃랩 -> gitlab
        깃허브 -> github
        깃 -> git
        사이드킥 -> sidekiq
        람다 -> lambda
        아마존 -> aws, amazon
        클라우드프런트 -> cloudfront
        클라우드플레어 -> cloudflare
        클라우드 -> cloud
        볼트 -> vault
        콘술 -> consul
        테라폼 -> terraform
        앤서블 -> ansible
        셰프 -> chef
        헬름 -> helm
        하버 -> harbor
        세프 -> ceph
        글러스터 -> gluster
        리눅스 -> linux
        윈도우, 윈도우즈 -> windows
        우분투 -> ubuntu
        자바 -> java
        파이썬 -> python
        노드제이에스 -> nodejs
        오픈시프트 -> openshift
        오픈스택 -> openstack
        브이엠웨어 -> vmware
        액티브 디렉터리 -> active directory
        """
}
