# 账目不平：给管理员
ledger-frozen = 🧾 <b>账目不平。</b>在您查看之前，资金和电话都暂停：{ $count ->
   *[other] 发现 { $count } 处问题。
}
    在服务器上运行 <code>ivrbot check --ledger</code> 可查看问题和处理办法。正在进行的通话会继续，稍后结算。
ledger-lifted = 🧾 账目已恢复平衡：资金和电话恢复正常。
