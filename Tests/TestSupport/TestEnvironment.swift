import Foundation

/// A variable of the environment; an empty one counts as not set.
package func testSetting(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}
