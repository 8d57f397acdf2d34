import CCurl
import CShims
import Glibc

/// One request in libcurl's hands. Lives on the loop's thread alone.
final class Transfer {
    enum Outcome {
        case ended(CURLcode)
        case failed(HTTPError)
    }

    let job: TransferJob
    let handle: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var head: HTTPResponseHead?
    private var headIsDelivered = false
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var received = 0
    private var failure: HTTPError?

    /// Headers beyond this are no answer that anyone of us asks for.
    private static let maximumHeaderBytes = 256 << 10

    /// Nil where libcurl refuses one of the options.
    init?(_ job: TransferJob, options: HTTPClient.Options) {
        guard let handle = curl_easy_init() else {
            errorText.deallocate()
            return nil
        }
        (self.job, self.handle) = (job, handle)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard configure(options) else { return nil }
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    private func configure(_ options: HTTPClient.Options) -> Bool {
        let request = job.request
        let context = Unmanaged.passUnretained(self).toOpaque()
        func set(_ option: CURLoption, _ value: Int) -> Bool { haetae_curl_set_long(handle, option, value) == CURLE_OK }
        func set(_ option: CURLoption, _ value: String) -> Bool {
            haetae_curl_set_string(handle, option, value) == CURLE_OK
        }
        func milliseconds(_ seconds: Double) -> Int { max(Int(seconds * 1000), 1) }

        guard haetae_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK,
            set(CURLOPT_URL, request.url), haetae_curl_only_http(handle) == CURLE_OK, set(CURLOPT_FOLLOWLOCATION, 0),
            // Timeouts without signals, which a process with threads of its own cannot take.
            set(CURLOPT_NOSIGNAL, 1), set(CURLOPT_USERAGENT, options.userAgent),
            set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.timeouts.connectSeconds)),
            set(CURLOPT_TIMEOUT_MS, milliseconds(request.timeouts.totalSeconds)), set(CURLOPT_LOW_SPEED_LIMIT, 1),
            set(CURLOPT_LOW_SPEED_TIME, Int(request.timeouts.idleSeconds.rounded(.up))),
            set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            haetae_curl_set_write(handle, Self.onBody, context) == CURLE_OK,
            haetae_curl_set_header(handle, Self.onHeader, context) == CURLE_OK
        else { return false }
        if let file = options.certificateFile, !set(CURLOPT_CAINFO, file) { return false }
        if let socket = request.unixSocket {
            guard set(CURLOPT_UNIX_SOCKET_PATH, socket), set(CURLOPT_PROXY, "") else { return false }
        }
        return setMethod(request, set) && setHeaders(request)
    }

    private func setMethod(_ request: HTTPRequest, _ set: (CURLoption, Int) -> Bool) -> Bool {
        if request.method == "HEAD" { return set(CURLOPT_NOBODY, 1) }
        if request.method == "GET", request.body.isEmpty { return true }
        if request.body.isEmpty, request.method != "POST", request.method != "PUT", request.method != "PATCH" {
            return haetae_curl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method) == CURLE_OK
        }
        // The size first: with it the body is copied as bytes, zeros and all.
        guard set(CURLOPT_POST, 1),
            haetae_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)) == CURLE_OK,
            haetae_curl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method) == CURLE_OK
        else { return false }
        var bytes = request.body.isEmpty ? [0] : request.body
        return bytes.withUnsafeMutableBytes { haetae_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
            == CURLE_OK
    }

    private func setHeaders(_ request: HTTPRequest) -> Bool {
        // Without it curl waits a second for `100 Continue` from servers that never send it.
        var lines = ["Expect:"]
        // libcurl spells an empty header with a semicolon; with a colon it would leave the header out.
        lines += request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in lines {
            guard let list = curl_slist_append(headerList, line) else { return false }
            headerList = list
        }
        return haetae_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
    }

    // MARK: - What libcurl calls

    private static let onBody:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
            bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : -1
        }

    private static let onHeader:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
            bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : -1
        }

    private func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        received += bytes.count
        guard received <= job.request.maximumResponseBytes else {
            failure = .tooLarge(limit: job.request.maximumResponseBytes)
            return false
        }
        switch job.sink {
        case .whole: body.append(contentsOf: bytes)
        case .stream(_, let pieces):
            deliverHead()
            pieces.yield([UInt8](bytes))
        }
        return true
    }

    private func take(header bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            failure = .tooLarge(limit: Self.maximumHeaderBytes)
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // Interim answers (1xx) have heads of their own; the last one counts.
            var status = 0
            haetae_curl_response_code(handle, &status)
            head = HTTPResponseHead(status: status, headers: [])
        } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = line[line.utf8.index(after: colon)...]
            head?.headers.append(HTTPHeader(String(line[..<colon]), Self.trimmed(value)))
        } else if let head, head.status >= 200, line.utf8.allSatisfy({ $0 == 13 || $0 == 10 }) {
            deliverHead()
        }
        return true
    }

    private static func trimmed(_ value: Substring) -> String {
        var value = value
        while let first = value.utf8.first, first == 32 || first == 9 { value.removeFirst() }
        while let last = value.unicodeScalars.last, last.value <= 32 { value.unicodeScalars.removeLast() }
        return String(value)
    }

    private func deliverHead() {
        guard case .stream(let continuation, _) = job.sink, !headIsDelivered, let head else { return }
        headIsDelivered = true
        continuation.resume(returning: .success(head))
    }

    // MARK: - The end

    func finish(_ outcome: Outcome) {
        let error: HTTPError? =
            switch outcome {
            case .failed(let error): error
            case .ended(CURLE_OK): head == nil ? .broken("no response") : nil
            case .ended(let code): failure ?? self.error(code)
            }
        if let error {
            if headIsDelivered, case .stream(_, let pieces) = job.sink {
                pieces.finish(throwing: error)
            } else {
                Self.fail(job, error)
            }
            return
        }
        guard let head else { return }
        switch job.sink {
        case .whole(let continuation): continuation.resume(returning: .success(HTTPResponse(head: head, body: body)))
        case .stream(_, let pieces):
            deliverHead()
            pieces.finish()
        }
    }

    static func fail(_ job: TransferJob, _ error: HTTPError) {
        switch job.sink {
        case .whole(let continuation): continuation.resume(returning: .failure(error))
        case .stream(let continuation, let pieces):
            pieces.finish(throwing: error)
            continuation.resume(returning: .failure(error))
        }
    }

    private func error(_ code: CURLcode) -> HTTPError {
        let own = String(cString: errorText)
        let text = own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
        switch code {
        case CURLE_URL_MALFORMAT: return .invalidRequest(text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unknownHost(text)
        case CURLE_COULDNT_CONNECT: return .cannotConnect(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND:
            return .untrusted(text)
        case CURLE_OPERATION_TIMEDOUT:
            var microseconds: curl_off_t = 0
            haetae_curl_pretransfer_time(handle, &microseconds)
            return .timedOut(afterConnecting: microseconds > 0)
        default: return .broken(text)
        }
    }
}
