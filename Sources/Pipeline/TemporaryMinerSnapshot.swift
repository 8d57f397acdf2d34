import TemplateMining
import Bytes
extension TemplateMiner { func snapshot() -> [UInt8] { [] }
  init(snapshot: [UInt8], options: Options) throws(SnapshotError) { self.init(options: options) } }
