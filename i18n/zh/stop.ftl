# 紧急停止
stop-mine = ✋ 您的所有电话都已停止。{ $count ->
    [0] 当时没有通话。
   *[other] 正在挂断 { $count } 个通话。
}
stop-all = ✋ <b>所有人的电话都已停止。</b>{ $count ->
    [0] 当时没有通话。
   *[other] 正在挂断 { $count } 个通话。
}
stop-start-again = ▶️ 恢复拨打
stop-ask = 恢复您的电话吗？已安排的电话会按时拨出。
stop-ask-all = 恢复所有人的电话吗？已安排的电话会按时拨出。
stop-sure = ✅ 是的，恢复
stop-resumed = 可以再次拨打了。
stop-suspended = 管理员停止了您的电话。请联系客服。
menu-stopped-mine = ✋ 您的电话已停止。
menu-stopped-all = ✋ 管理员暂时停止了所有电话。
command-stop = 立即停止我的所有电话
