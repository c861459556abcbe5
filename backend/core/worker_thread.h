#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <string>
#include <thread>
#include <utility>

namespace firstcome::core {

/// One thread that runs what is posted to it, in order. Its owner starts and stops it; `post` is for any
/// thread. Stopping runs what was posted before, then joins.
class WorkerThread
{
public:
    explicit WorkerThread(std::string name);
    ~WorkerThread();
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    void start();
    void stop();
    template <class Work>
    void post(Work work)
    {
        boost::asio::post(m_context, std::move(work));
    }
    boost::asio::io_context& context() { return m_context; }

private:
    std::string m_name;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_keepRunning;
    std::thread m_thread;
};

} // namespace firstcome::core
