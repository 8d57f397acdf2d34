"""How a client says that a call failed: by the language of its program and the protocol of the server.

`complaint(lang, proto, host, ip, port, result)` gives (message, trace): one line, and further lines of a stack trace. The wordings are those of
the drivers and run-time libraries (psycopg, JDBC, pgx, Npgsql, redis-py, Jedis, kafka-python, pika, urllib3, okhttp...).
"""


def tcp(lang, kind, host, ip, port):
    """What the run-time library says of the connection itself."""
    e = "%s:%d" % (ip, port)
    return {
        "python": {
            "refused": "[Errno 111] Connection refused",
            "timeout": "[Errno 110] Connection timed out",
            "noroute": "[Errno 113] No route to host",
            "dns": "[Errno -3] Temporary failure in name resolution",
            "reset": "[Errno 104] Connection reset by peer",
            "slow": "timed out",
            "tls": "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)",
        },
        "java": {
            "refused": "java.net.ConnectException: Connection refused",
            "timeout": "java.net.SocketTimeoutException: Connect timed out",
            "noroute": "java.net.NoRouteToHostException: No route to host",
            "dns": "java.net.UnknownHostException: %s: Temporary failure in name resolution" % host,
            "reset": "java.net.SocketException: Connection reset",
            "slow": "java.net.SocketTimeoutException: Read timed out",
            "tls": "javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
        },
        "node": {
            "refused": "connect ECONNREFUSED " + e,
            "timeout": "connect ETIMEDOUT " + e,
            "noroute": "connect EHOSTUNREACH " + e,
            "dns": "getaddrinfo EAI_AGAIN " + host,
            "reset": "read ECONNRESET",
            "slow": "socket hang up",
            "tls": "certificate has expired",
        },
        "go": {
            "refused": "dial tcp %s: connect: connection refused" % e,
            "timeout": "dial tcp %s: i/o timeout" % e,
            "noroute": "dial tcp %s: connect: no route to host" % e,
            "dns": "dial tcp: lookup %s: Temporary failure in name resolution" % host,
            "reset": "read tcp %s: read: connection reset by peer" % e,
            "slow": "context deadline exceeded",
            "tls": "tls: failed to verify certificate: x509: certificate has expired or is not yet valid",
        },
        "php": {
            "refused": "Connection refused",
            "timeout": "Connection timed out",
            "noroute": "No route to host",
            "dns": "php_network_getaddresses: getaddrinfo for %s failed: Temporary failure in name resolution" % host,
            "reset": "Connection reset by peer",
            "slow": "read error on connection",
            "tls": "SSL certificate problem: certificate has expired",
        },
        "dotnet": {
            "refused": "System.Net.Sockets.SocketException (111): Connection refused",
            "timeout": "System.Net.Sockets.SocketException (110): Connection timed out",
            "noroute": "System.Net.Sockets.SocketException (113): No route to host",
            "dns": "System.Net.Sockets.SocketException (00000001, 11): Resource temporarily unavailable",
            "reset": "System.Net.Sockets.SocketException (104): Connection reset by peer",
            "slow": "System.TimeoutException: The operation has timed out.",
            "tls": "System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
        },
    }[lang][kind]


def http(lang, kind, host, ip, port, result):
    url = "http://%s:%d%s" % (host, port, result.path if hasattr(result, "path") else "/v1")
    if kind == "status":
        s, phrase = result.status, {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout", 429: "Too Many Requests", 401: "Unauthorized"}.get(result.status, "Server Error")
        return {
            "python": "requests.exceptions.HTTPError: %d Server Error: %s for url: %s" % (s, phrase, url),
            "java": 'org.springframework.web.client.HttpServerErrorException: %d %s on GET request for "%s"' % (s, phrase, url),
            "node": "AxiosError: Request failed with status code %d" % s,
            "go": "unexpected status %d from %s" % (s, url),
            "php": "GuzzleHttp\\Exception\\ServerException: Server error: `GET %s` resulted in a `%d %s` response" % (url, s, phrase),
            "dotnet": "System.Net.Http.HttpRequestException: Response status code does not indicate success: %d (%s)." % (s, phrase),
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    if lang == "python":
        if kind == "slow":
            return "requests.exceptions.ReadTimeout: HTTPConnectionPool(host='%s', port=%d): Read timed out. (read timeout=5)" % (host, port)
        if kind == "timeout":
            return "requests.exceptions.ConnectTimeout: HTTPConnectionPool(host='%s', port=%d): Max retries exceeded with url: /v1 (Caused by ConnectTimeoutError('Connection to %s timed out. (connect timeout=3)'))" % (host, port, host)
        return "requests.exceptions.ConnectionError: HTTPConnectionPool(host='%s', port=%d): Max retries exceeded with url: /v1 (Caused by NewConnectionError('Failed to establish a new connection: %s'))" % (host, port, low)
    return {
        "java": 'org.springframework.web.client.ResourceAccessException: I/O error on GET request for "%s": %s' % (url, low.split(": ", 1)[-1]),
        "node": "AxiosError: " + ("timeout of 5000ms exceeded" if kind == "slow" else low),
        "go": 'Get "%s": %s' % (url, low if kind != "slow" else "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"),
        "php": "GuzzleHttp\\Exception\\ConnectException: cURL error %d: %s for %s" % ({"refused": 7, "dns": 6, "tls": 60}.get(kind, 28), "Failed to connect to %s port %d: %s" % (host, port, low) if kind in ("refused", "noroute") else ("Could not resolve host: " + host if kind == "dns" else "Operation timed out after 5001 milliseconds with 0 bytes received" if kind == "slow" else low), url),
        "dotnet": "System.Net.Http.HttpRequestException: %s (%s:%d)" % (low.split("): ", 1)[-1], host, port) if kind != "slow" else "System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 5 seconds elapsing.",
    }[lang]


def postgres(lang, kind, host, ip, port, result):
    if kind == "error":
        names = {"53100": "DiskFull", "53300": "OperationalError", "40P01": "DeadlockDetected", "55P03": "LockNotAvailable", "28P01": "OperationalError", "57014": "QueryCanceled", "57P03": "OperationalError", "53200": "OutOfMemory", "25006": "ReadOnlySqlTransaction"}
        login = result.code in ("53300", "28P01", "57P03")
        return {
            "python": 'psycopg2.OperationalError: connection to server at "%s" (%s), port %d failed: FATAL:  %s' % (host, ip, port, result.text) if login else "psycopg2.errors.%s: %s" % (names.get(result.code, "InternalError_"), result.text),
            "java": "org.postgresql.util.PSQLException: %s: %s" % ("FATAL" if login else "ERROR", result.text),
            "node": "error: " + result.text,
            "go": ("failed to connect to `host=%s user=app database=app`: server error (FATAL: %s (SQLSTATE %s))" % (host, result.text, result.code)) if login else "ERROR: %s (SQLSTATE %s)" % (result.text, result.code),
            "php": "SQLSTATE[08006] [7] connection to server at \"%s\" (%s), port %d failed: FATAL:  %s" % (host, ip, port, result.text) if login else "SQLSTATE[%s]: 7 ERROR:  %s" % (result.code, result.text),
            "dotnet": "Npgsql.PostgresException (0x80004005): %s: %s" % (result.code, result.text),
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    if kind in ("slow", "reset"):
        return {
            "python": "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" if kind == "slow" else "psycopg2.OperationalError: server closed the connection unexpectedly",
            "java": "org.postgresql.util.PSQLException: An I/O error occurred while sending to the backend. (%s)" % low.split(": ")[-1] if kind == "reset" else "org.postgresql.util.PSQLException: ERROR: canceling statement due to user request",
            "node": "Error: Query read timeout" if kind == "slow" else "Error: Connection terminated unexpectedly",
            "go": "timeout: context deadline exceeded" if kind == "slow" else "unexpected EOF",
            "php": "SQLSTATE[57014]: Query canceled: 7 ERROR:  canceling statement due to statement timeout" if kind == "slow" else "SQLSTATE[HY000]: General error: 7 server closed the connection unexpectedly",
            "dotnet": "Npgsql.NpgsqlException (0x80004005): Exception while reading from stream ---> System.TimeoutException: Timeout during reading attempt",
        }[lang]
    return {
        "python": 'psycopg2.OperationalError: could not translate host name "%s" to address: Temporary failure in name resolution' % host if kind == "dns" else 'psycopg2.OperationalError: connection to server at "%s" (%s), port %d failed: %s' % (host, ip, port, low.split("] ")[-1]),
        "java": "org.postgresql.util.PSQLException: Connection to %s:%d refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections." % (host, port) if kind == "refused" else "org.postgresql.util.PSQLException: The connection attempt failed. (%s)" % low,
        "node": "Error: " + low,
        "go": "failed to connect to `host=%s user=app database=app`: %s" % (host, low),
        "php": 'SQLSTATE[08006] [7] could not translate host name "%s" to address: Temporary failure in name resolution' % host if kind == "dns" else 'SQLSTATE[08006] [7] connection to server at "%s" (%s), port %d failed: %s' % (host, ip, port, low),
        "dotnet": "Npgsql.NpgsqlException (0x80004005): Failed to connect to %s:%d ---> %s" % (ip, port, low),
    }[lang]


def mysql(lang, kind, host, ip, port, result):
    if kind == "error":
        code, text = result.code, result.text
        return {
            "python": "pymysql.err.OperationalError: (%s, \"%s\")" % (code, text),
            "java": {"1040": "java.sql.SQLNonTransientConnectionException: ", "1205": "com.mysql.cj.jdbc.exceptions.MySQLTransactionRollbackException: ", "1213": "com.mysql.cj.jdbc.exceptions.MySQLTransactionRollbackException: "}.get(code, "java.sql.SQLException: ") + text,
            "node": "Error: %s: %s" % ({"1040": "ER_CON_COUNT_ERROR", "1205": "ER_LOCK_WAIT_TIMEOUT", "1213": "ER_LOCK_DEADLOCK", "1114": "ER_RECORD_FILE_FULL", "1045": "ER_ACCESS_DENIED_ERROR", "1290": "ER_OPTION_PREVENTS_STATEMENT", "3": "ER_ERROR_ON_WRITE"}.get(code, "ER_UNKNOWN_ERROR"), text),
            "go": "Error %s (HY000): %s" % (code, text),
            "php": "SQLSTATE[HY000] [%s] %s" % (code, text) if code in ("1040", "1045") else "SQLSTATE[HY000]: General error: %s %s" % (code, text),
            "dotnet": "MySqlConnector.MySqlException (0x80004005): " + text,
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    if kind in ("slow", "reset"):
        return {
            "python": "pymysql.err.OperationalError: (2013, 'Lost connection to MySQL server during query')",
            "java": "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure",
            "node": "Error: PROTOCOL_SEQUENCE_TIMEOUT: Query inactivity timeout" if kind == "slow" else "Error: Connection lost: The server closed the connection.",
            "go": "invalid connection" if kind == "reset" else "context deadline exceeded",
            "php": "SQLSTATE[HY000]: General error: 2006 MySQL server has gone away",
            "dotnet": "MySqlConnector.MySqlException (0x80004005): The Command Timeout expired before the operation completed.",
        }[lang]
    return {
        "python": "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on '%s' (%s)\")" % (host, low),
        "java": "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure (%s)" % low,
        "node": "Error: " + low,
        "go": low,
        "php": "SQLSTATE[HY000] [2002] " + low,
        "dotnet": "MySqlConnector.MySqlException (0x80004005): Unable to connect to any of the specified MySQL hosts.",
    }[lang]


def mongo(lang, kind, host, ip, port, result):
    if kind == "error":
        return {
            "python": "pymongo.errors.OperationFailure: " + result.text,
            "java": "com.mongodb.MongoCommandException: Command failed with error %s: '%s' on server %s:%d" % (result.code, result.text, host, port),
            "node": "MongoServerError: " + result.text,
            "go": "(%s) %s" % (result.code, result.text),
            "php": "MongoDB\\Driver\\Exception\\CommandException: " + result.text,
            "dotnet": "MongoDB.Driver.MongoCommandException: Command insert failed: %s." % result.text,
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    return {
        "python": "pymongo.errors.%s: %s:%d: %s" % ("NetworkTimeout" if kind == "slow" else "ServerSelectionTimeoutError", host, port, low),
        "java": "com.mongodb.MongoSocketReadTimeoutException: Timeout while receiving message" if kind == "slow" else "com.mongodb.MongoTimeoutException: Timed out after 10000 ms while waiting for a server that matches WritableServerSelector. Client view of cluster state is {type=UNKNOWN, servers=[{address=%s:%d, type=UNKNOWN, state=CONNECTING, exception={%s}}]" % (host, port, low),
        "node": "MongoNetworkTimeoutError: connection to %s:%d timed out" % (ip, port) if kind == "slow" else "MongoServerSelectionError: " + low,
        "go": "server selection error: context deadline exceeded, current topology: { Type: Single, Servers: [{ Addr: %s:%d, Type: Unknown, Last error: %s }, ] }" % (host, port, low),
        "php": "MongoDB\\Driver\\Exception\\ConnectionTimeoutException: No suitable servers found (`serverSelectionTryOnce` set): [%s calling hello on '%s:%d']" % ("socket timeout" if kind == "slow" else low.lower(), host, port),
        "dotnet": "System.TimeoutException: A timeout occurred after 10000ms selecting a server using CompositeServerSelector. Client view of cluster state is { Servers : [{ EndPoint: \"Unspecified/%s:%d\", State: \"Disconnected\" }] }" % (host, port),
    }[lang]


def redis(lang, kind, host, ip, port, result):
    if kind == "error":
        return {
            "python": "redis.exceptions.ResponseError: " + result.text.split(" ", 1)[-1],
            "java": "redis.clients.jedis.exceptions.JedisDataException: " + result.text,
            "node": "ReplyError: " + result.text,
            "go": "redis: " + result.text,
            "php": "RedisException: " + result.text,
            "dotnet": "StackExchange.Redis.RedisServerException: " + result.text,
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    return {
        "python": "redis.exceptions.TimeoutError: Timeout reading from socket" if kind == "slow" else "redis.exceptions.ConnectionError: Error %s connecting to %s:%d. %s." % (low[7:10].strip("] ") if low.startswith("[Errno") else "-2", host, port, low.split("] ")[-1]),
        "java": "redis.clients.jedis.exceptions.JedisConnectionException: " + ("java.net.SocketTimeoutException: Read timed out" if kind == "slow" else "Failed to connect to %s:%d." % (host, port)),
        "node": "Error: " + ("Command timed out" if kind == "slow" else low),
        "go": low if kind != "slow" else "redis: read tcp %s:%d: i/o timeout" % (ip, port),
        "php": "RedisException: " + ("read error on connection to %s:%d" % (host, port) if kind in ("slow", "reset") else low),
        "dotnet": "StackExchange.Redis.RedisTimeoutException: Timeout performing GET (5000ms), inst: 0, qu: 0, qs: 12, serverEndpoint: %s:%d" % (host, port) if kind == "slow" else "StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s) %s:%d. UnableToConnect on %s:%d/Interactive" % (host, port, host, port),
    }[lang]


def memcached(lang, kind, host, ip, port, result):
    low = tcp(lang, kind if kind != "error" else "reset", host, ip, port)
    return {
        "python": "pymemcache.exceptions.MemcacheError: %s:%d: %s" % (host, port, low),
        "java": "net.spy.memcached.OperationTimeoutException: Timeout waiting for value: waited 2,500 ms. Node status: Connection Status { %s/%s:%d active: false }" % (host, ip, port),
        "node": "Error: memcached server %s:%d: %s" % (ip, port, low),
        "go": "memcache: " + (low if kind != "slow" else "connect timeout to %s:%d" % (ip, port)),
        "php": "PHP Warning:  Memcached::get(): server %s:%d: %s" % (host, port, "SERVER HAS FAILED AND IS DISABLED UNTIL TIMED RETRY"),
        "dotnet": "Enyim.Caching.Memcached.MemcachedNode: Failed to connect to %s:%d ---> %s" % (ip, port, low),
    }[lang]


def kafka(lang, kind, host, ip, port, result):
    if kind == "error":
        return {
            "python": "kafka.errors.%s: %s" % (result.code, result.text),
            "java": "org.apache.kafka.common.errors.%s: %s" % (result.code.replace("Error", "Exception"), result.text),
            "node": "KafkaJSProtocolError: " + result.text,
            "go": "kafka server: " + result.text,
            "php": "RdKafka\\Exception: Broker: " + result.text,
            "dotnet": "Confluent.Kafka.ProduceException`2[System.String,System.String]: Broker: " + result.text,
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    broker = result.target.number if hasattr(result.target, "number") else 1
    return {
        "python": "kafka.errors.KafkaTimeoutError: Batch for TopicPartition(topic='events', partition=2) containing 1 record(s) expired: 30 seconds have passed since batch creation" if kind in ("slow", "timeout") else "kafka.errors.NodeNotReadyError: <BrokerConnection node_id=%d host=%s:%d <connecting> [IPv4 ('%s', %d)]>: %s" % (broker, host, port, ip, port, low),
        "java": "[Producer clientId=producer-1] Connection to node %d (%s/%s:%d) could not be established. Node may not be available." % (broker, host, ip, port) if kind != "slow" else "org.apache.kafka.common.errors.TimeoutException: Expiring 3 record(s) for events-2:120004 ms has passed since batch creation",
        "node": "KafkaJSConnectionError: Connection %s: %s" % ("timeout" if kind == "slow" else "error", low),
        "go": "kafka: client has run out of available brokers to talk to: %s" % low if kind != "slow" else "kafka: request timed out: %s:%d" % (host, port),
        "php": "RdKafka: %s:%d/%d: Connect to ipv4#%s:%d failed: %s (after 0ms in state CONNECT)" % (host, port, broker, ip, port, low),
        "dotnet": "%%3|rdkafka#producer-1| [thrd:%s:%d/%d]: %s:%d/%d: Connect to ipv4#%s:%d failed: %s (after 1ms in state CONNECT)" % (host, port, broker, host, port, broker, ip, port, low.split("): ")[-1]),
    }[lang]


def amqp(lang, kind, host, ip, port, result):
    if kind == "error":
        return {
            "python": "amqp.exceptions.%s: (0, 0): (%s) %s" % ({"320": "ConnectionForced", "403": "AccessRefused", "404": "NotFound"}.get(result.code, "ConnectionError"), result.code, result.text),
            "java": "com.rabbitmq.client.ShutdownSignalException: connection error; protocol method: #method<connection.close>(reply-code=%s, reply-text=%s, class-id=0, method-id=0)" % (result.code, result.text),
            "node": 'Error: Connection closed: %s (%s) with message "%s"' % (result.code, "CONNECTION-FORCED", result.text),
            "go": 'Exception (%s) Reason: "%s"' % (result.code, result.text),
            "php": "PhpAmqpLib\\Exception\\AMQPConnectionClosedException: " + result.text,
            "dotnet": "RabbitMQ.Client.Exceptions.OperationInterruptedException: The AMQP operation was interrupted: AMQP close-reason, initiated by Peer, code=%s, text='%s'" % (result.code, result.text),
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    return {
        "python": "kombu.exceptions.OperationalError: " + low,
        "java": "org.springframework.amqp.AmqpTimeoutException: confirm timed out after 5000 ms" if kind == "slow" else "org.springframework.amqp.AmqpConnectException: " + low,
        "node": "Error: " + ("publisher confirm timed out" if kind == "slow" else low),
        "go": low if kind != "slow" else "amqp: publish confirm not received within 5s",
        "php": "PhpAmqpLib\\Exception\\AMQPTimeoutException: The connection timed out after 3 sec while awaiting incoming data" if kind == "slow" else "PhpAmqpLib\\Exception\\AMQPIOException: stream_socket_client(): Unable to connect to tcp://%s:%d (%s)" % (host, port, low),
        "dotnet": "RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable ---> %s" % low,
    }[lang]


def elastic(lang, kind, host, ip, port, result):
    if kind == "error":
        return {
            "python": "elasticsearch.exceptions.TransportError: TransportError(%s, '%s')" % (result.code, result.text),
            "java": "org.elasticsearch.ElasticsearchStatusException: Elasticsearch exception [type=%s, reason=%s]" % (result.text.split(",")[0].split(": ")[0], result.text),
            "node": "ResponseError: " + result.text,
            "go": "elastic: Error %s: %s" % (result.code, result.text),
            "php": "Elastic\\Elasticsearch\\Exception\\ClientResponseException: %s: %s" % (result.code, result.text),
            "dotnet": "Elastic.Transport.TransportException: Request failed to execute. Call: Status code %s from: POST /items/_search. ServerError: %s" % (result.code, result.text),
        }[lang]
    low = tcp(lang, kind, host, ip, port)
    return {
        "python": "elasticsearch.exceptions.ConnectionTimeout: ConnectionTimeout caused by - ReadTimeoutError(HTTPConnectionPool(host='%s', port=%d): Read timed out. (read timeout=10))" % (host, port) if kind == "slow" else "elasticsearch.exceptions.ConnectionError: ConnectionError(<urllib3.connection.HTTPConnection object>: Failed to establish a new connection: %s) %s:%d" % (low, host, port),
        "java": "java.io.IOException: listener timeout after waiting for [30000] ms" if kind == "slow" else "%s [http://%s:%d]" % (low, host, port),
        "node": "TimeoutError: Request timed out" if kind == "slow" else "ConnectionError: " + low,
        "go": 'elastic: Post "http://%s:%d/items/_search": %s' % (host, port, low),
        "php": "Elastic\\Transport\\Exception\\NoNodeAvailableException: No alive nodes. All the 1 nodes seem to be down.",
        "dotnet": "Elastic.Transport.TransportException: Maximum timeout reached while retrying request. Call: Status code unknown from: POST /items/_search",
    }[lang]


def ldap(lang, kind, host, ip, port, result):
    text = result.text if kind == "error" else "Can't contact LDAP server"
    return {
        "python": "ldap.SERVER_DOWN: {'result': -1, 'desc': \"%s\", 'errno': 107, 'ctrls': []}" % text,
        "java": "javax.naming.CommunicationException: %s:%d [Root exception is %s]" % (host, port, tcp("java", kind, host, ip, port)) if kind != "error" else "javax.naming.ServiceUnavailableException: [LDAP: error code %s - %s]" % (result.code, text),
        "node": "LDAPError: " + (tcp("node", kind, host, ip, port) if kind != "error" else text),
        "go": 'LDAP Result Code 200 "Network Error": %s' % (tcp("go", kind, host, ip, port) if kind != "error" else text),
        "php": "PHP Warning:  ldap_bind(): Unable to bind to server: " + text,
        "dotnet": "System.DirectoryServices.Protocols.LdapException: The LDAP server is unavailable. (%s:%d)" % (host, port),
    }[lang]


def vault(lang, kind, host, ip, port, result):
    if kind == "error":
        text = "Error making API request. URL: GET https://%s:%d/v1/secret/data/app Code: %s. Errors: * %s" % (host, port, result.code, result.text)
        return {"python": "hvac.exceptions.VaultDown: %s, on get https://%s:%d/v1/secret/data/app" % (result.text, host, port), "java": "org.springframework.vault.VaultException: Status %s Service Unavailable [secret/data/app]: %s" % (result.code, result.text)}.get(lang, text)
    return http(lang, kind, host, ip, port, result)


TABLE = {"http": http, "postgres": postgres, "mysql": mysql, "mongo": mongo, "redis": redis, "memcached": memcached, "kafka": kafka, "amqp": amqp, "elastic": elastic, "ldap": ldap, "vault": vault}


def complaint(lang, proto, host, ip, port, result):
    kind = result.kind
    if proto != "http" and kind == "status":
        kind = "reset"
    return TABLE[proto](lang, kind, host, ip, port, result)
