import Model

extension DetectorBank {
    mutating func judgeValues(now: Int32, end: Micros, into signals: inout [Signal]) {}
    mutating func judgeFlows(now: Int32, end: Micros, into signals: inout [Signal]) {}
}
