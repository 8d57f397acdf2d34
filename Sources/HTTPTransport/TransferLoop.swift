import CCurl
import CShims
import Glibc
import Synchronization

/// A request on its way to the loop's thread.
struct TransferJob: Sendable {
    enum Sink: Sendable {
        case whole(CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>)
        case stream(
            CheckedContinuation<Result<HTTPResponseHead, HTTPError>, Never>,
            AsyncThrowingStream<[UInt8], any Error>.Continuation)
    }
    let id: UInt64
    let request: HTTPRequest
    let sink: Sink
}

/// The thread that runs every transfer of one client. It starts with the first request and ends with the client.
final class TransferLoop: Sendable {
    private struct State {
        var nextID: UInt64 = 0
        /// Begun and not finished.
        var known: Set<UInt64> = []
        var cancelled: Set<UInt64> = []
        var waiting: [TransferJob] = []
        var isRunning = false
        var isStopped = false
        /// The loop's handle as a number, while its thread runs: the one thing another thread does with it is to wake
        /// it.
        var multi: UInt?
    }

    private let options: HTTPClient.Options
    private let state = Mutex(State())

    init(_ options: HTTPClient.Options) { self.options = options }

    /// An id under which a transfer can be cancelled, even before it is submitted.
    func begin() -> UInt64 {
        state.withLock { state in
            state.nextID += 1
            state.known.insert(state.nextID)
            return state.nextID
        }
    }

    func submit(_ job: TransferJob) {
        let mustStart = state.withLock { state in
            state.waiting.append(job)
            wake(state)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { startThread() }
    }

    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.known.contains(id) else { return }
            state.cancelled.insert(id)
            wake(state)
        }
    }

    /// Ends the thread once its transfers are cancelled.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            wake(state)
        }
    }

    private func wake(_ state: borrowing State) {
        if let multi = state.multi { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: multi)) }
    }

    // MARK: - On the thread

    /// libcurl wants this once in a process, before any thread of ours uses it; 3 is `CURL_GLOBAL_ALL`.
    private static let isReady: Bool = curl_global_init(3) == CURLE_OK

    private func startThread() {
        _ = Self.isReady
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if code == 0 {
            pthread_detach(thread)
        } else {
            box.release()
            failAll(.cannotConnect("no thread can be started: \(String(cString: strerror(code)))"))
        }
    }

    private func failAll(_ error: HTTPError) {
        let jobs = state.withLock { state in
            defer { (state.waiting, state.isRunning) = ([], false) }
            for job in state.waiting { state.known.remove(job.id) }
            return state.waiting
        }
        for job in jobs { Transfer.fail(job, error) }
    }

    private func run() {
        // Signals are for the threads that wait for them; a broken pipe is an error of the transfer.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        guard let multi = curl_multi_init() else { return failAll(.cannotConnect("libcurl has no memory")) }
        state.withLock { $0.multi = UInt(bitPattern: multi) }
        var waiting: [TransferJob] = []
        var active: [UnsafeMutableRawPointer: Transfer] = [:]

        func finish(_ handle: UnsafeMutableRawPointer, _ outcome: Transfer.Outcome) {
            guard let transfer = active.removeValue(forKey: handle) else { return }
            curl_multi_remove_handle(multi, handle)
            // Before its caller can act on the answer: an id that is unknown cannot be cancelled any more.
            state.withLock { state in
                state.known.remove(transfer.job.id)
                state.cancelled.remove(transfer.job.id)
            }
            transfer.finish(outcome)
        }

        while true {
            let (cancelled, isStopped) = state.withLock { state in
                waiting += state.waiting
                state.waiting = []
                let isOver = state.isStopped
                if isOver { state.multi = nil }
                return (state.cancelled, isOver)
            }
            for (handle, transfer) in active where isStopped || cancelled.contains(transfer.job.id) {
                finish(handle, .failed(.cancelled))
            }
            waiting.removeAll { job in
                guard isStopped || cancelled.contains(job.id) else { return false }
                state.withLock { state in
                    state.known.remove(job.id)
                    state.cancelled.remove(job.id)
                }
                Transfer.fail(job, .cancelled)
                return true
            }
            if isStopped { break }
            while active.count < options.maximumTransfers, !waiting.isEmpty {
                let job = waiting.removeFirst()
                if let transfer = Transfer(job, options: options) {
                    active[transfer.handle] = transfer
                    curl_multi_add_handle(multi, transfer.handle)
                } else {
                    state.withLock { _ = $0.known.remove(job.id) }
                    Transfer.fail(job, .invalidRequest("libcurl does not take it"))
                }
            }
            var running: Int32 = 0
            var left: Int32 = 0
            curl_multi_perform(multi, &running)
            var isIdle = true
            while let message = curl_multi_info_read(multi, &left) {
                guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
                finish(handle, .ended(message.pointee.data.result))
                isIdle = false
            }
            // A wake-up that came since the lock was held ends the wait at once.
            if isIdle { curl_multi_poll(multi, nil, 0, active.isEmpty ? 60_000 : 1_000, nil) }
        }
        curl_multi_cleanup(multi)
    }
}
